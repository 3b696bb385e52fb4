package dev.portcullis.app.mail;

import io.quarkus.qute.i18n.Message;
import io.quarkus.qute.i18n.MessageBundle;

/** What mails say in English; other languages are in {@code messages/mail_*.properties}. */
@MessageBundle("mail")
interface MailMessages {
    @Message("Your verification code")
    String subject();

    @Message("Hello,")
    String greeting();

    @Message(
            "someone, hopefully you, has signed up with this e-mail address. This code shows that the address is yours:")
    String intro();

    @Message(
            "The code is good for {minutes} minutes. Enter it only where you signed up; nobody will ever ask you for it.")
    String validity(long minutes);

    @Message("If it was not you, there is nothing to do: without the code the address stays unverified.")
    String notYou();

    @Message("Your password was changed")
    String passwordChangedSubject();

    @Message("the password of your account was changed on {time}, and all other sessions were ended.")
    String passwordChanged(String time);

    @Message(
            "If it was you, there is nothing to do. If not, somebody knows your password: tell whoever runs this service"
                    + " at once.")
    String passwordChangedAdvice();

    @Message("A sign-in to your account that may not be yours")
    String suspiciousSignInSubject();

    @Message(
            "on {time} somebody signed in to your account, from a network where that had not been seen, after many wrong"
                    + " passwords had been tried.")
    String suspiciousSignIn(String time);

    @Message(
            "If it was you, there is nothing to do. If not, somebody knows your password: sign in, change it, which ends all"
                    + " other sessions, and tell whoever runs this service.")
    String suspiciousSignInAdvice();

    @Message("Someone tried to sign up with your address")
    String signUpAttemptedSubject();

    @Message("on {time} somebody tried to make an account with this e-mail address. You have one already.")
    String signUpAttempted(String time);

    @Message("If it was you, sign in instead. If not, there is nothing to do: nothing was changed.")
    String signUpAttemptedAdvice();
}
