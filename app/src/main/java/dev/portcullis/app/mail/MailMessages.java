package dev.portcullis.app.mail;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** Texts of mails in English; other languages are in {@code messages/mail_*.properties}. */
@MessageBundle("mail")
interface MailMessages {
    @Message("Your {service} verification code")
    String subject(String service);

    @Message("Hello,")
    String greeting();

    @Message(
            "Someone, hopefully you, signed up for {service} with this e-mail address. To confirm that it is yours, enter"
                    + " this code:")
    String intro(String service);

    @Message(
            "The code is valid for {minutes} minutes. Enter it only where you signed up. Nobody will ever ask you for it.")
    String validity(long minutes);

    @Message("If it was not you, you do not need to do anything: without the code, the address stays unverified.")
    String notYou();

    @Message("Your {service} password was changed")
    String passwordChangedSubject(String service);

    @Message("The password of your {service} account was changed on {time}, and all other sessions were ended.")
    String passwordChanged(String service, String time);

    @Message(
            "If it was you, you do not need to do anything. If not, someone knows your password: contact the operator of"
                    + " {service} immediately.")
    String passwordChangedAdvice(String service);

    @Message("Unusual sign-in to your {service} account")
    String suspiciousSignInSubject(String service);

    @Message(
            "Someone signed in to your {service} account from a new network on {time}, after many attempts with a wrong"
                    + " password.")
    String suspiciousSignIn(String service, String time);

    @Message(
            "If it was you, you do not need to do anything. If not, someone knows your password: sign in, change it, which"
                    + " ends all other sessions, and contact the operator of {service}.")
    String suspiciousSignInAdvice(String service);

    @Message("Someone tried to sign up for {service} with your address")
    String signUpAttemptedSubject(String service);

    @Message(
            "Someone tried to create a {service} account with this e-mail address on {time}. You already have an account.")
    String signUpAttempted(String service, String time);

    @Message("If it was you, sign in instead. If not, you do not need to do anything: nothing was changed.")
    String signUpAttemptedAdvice();
}
