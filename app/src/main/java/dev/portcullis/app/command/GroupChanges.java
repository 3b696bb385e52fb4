package dev.portcullis.app.command;

import dev.portcullis.account.GroupName;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of {@code account groups}. A group cannot be added and removed by one command. */
final class GroupChanges {
    List<GroupName> added = List.of();
    List<GroupName> removed = List.of();

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init") // picocli sets it before it calls the methods below.
    CommandSpec command;

    @Option(names = "--add", paramLabel = "GROUP", description = "Add the account to this group. Can be repeated.")
    void add(@Nullable List<GroupName> groups) {
        added = groups == null ? List.of() : List.copyOf(groups);
        requireDifferentGroups();
    }

    @Option(
            names = "--remove",
            paramLabel = "GROUP",
            description = "Remove the account from this group. Can be repeated.")
    void remove(@Nullable List<GroupName> groups) {
        removed = groups == null ? List.of() : List.copyOf(groups);
        requireDifferentGroups();
    }

    private void requireDifferentGroups() {
        if (added.stream().anyMatch(removed::contains)) {
            throw new ParameterException(command.commandLine(), "A group cannot be both added and removed");
        }
    }
}
