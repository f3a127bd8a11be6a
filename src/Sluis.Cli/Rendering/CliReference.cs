using System.CommandLine;
using System.Text;

namespace Sluis.Cli.Rendering;

/// <summary><c>docs/cli.md</c>, from the commands themselves: the reference cannot say what the program does not do.</summary>
internal static class CliReference
{
    public static string Write(RootCommand root)
    {
        var text = new StringBuilder("# sluis on the command line\n\nGenerated from the program; a test holds it to it. Data goes to standard output, prose and findings to standard error. Colour is left out when standard error is not a terminal or `NO_COLOR` is set.\n\n");
        text.Append(root.Description).Append("\n\n| command | what it does |\n| --- | --- |\n");
        foreach (var command in root.Subcommands)
            if (!command.Hidden)
                text.Append("| [`sluis ").Append(command.Name).Append("`](#sluis-").Append(command.Name).Append(") | ").Append(Cell(command.Description)).Append(" |\n");
        text.Append("\nEvery command takes `--help`, and:\n\n| option | meaning |\n| --- | --- |\n");
        foreach (var option in root.Options)
            if (option.Recursive && !option.Hidden)
                Row(text, option);
        text.Append("\n## Exit codes\n\n| code | meaning |\n| --- | --- |\n");
        foreach (var (code, meaning) in ExitCode.Meanings)
            text.Append("| ").Append(code).Append(" | ").Append(meaning).Append(" |\n");
        foreach (var command in root.Subcommands)
            if (!command.Hidden)
                Section(text, command);
        return text.ToString();
    }

    private static void Section(StringBuilder text, Command command)
    {
        text.Append("\n## sluis ").Append(command.Name).Append("\n\n").Append(command.Description).Append(".\n\n    sluis ").Append(command.Name);
        if (command.Options.Count > 0)
            text.Append(" [options]");
        foreach (var argument in command.Arguments)
            text.Append(argument.Arity.MinimumNumberOfValues == 0 ? $" [{argument.Name}{Many(argument)}]" : $" {argument.Name}{Many(argument)}");
        text.Append('\n');
        if (command.Arguments.Count > 0)
        {
            text.Append("\n| argument | meaning |\n| --- | --- |\n");
            foreach (var argument in command.Arguments)
                text.Append("| `").Append(argument.Name).Append("` | ").Append(Cell(argument.Description)).Append(" |\n");
        }
        if (command.Options.Count > 0)
        {
            text.Append("\n| option | meaning |\n| --- | --- |\n");
            foreach (var option in command.Options)
                if (!option.Hidden)
                    Row(text, option);
        }
    }

    private static string Many(Argument argument) => argument.Arity.MaximumNumberOfValues > 1 ? "…" : "";

    private static void Row(StringBuilder text, Option option)
    {
        text.Append("| ");
        foreach (var alias in option.Aliases.Where(static a => a.StartsWith('-')).Order(StringComparer.Ordinal))
            text.Append('`').Append(alias).Append("`, ");
        text.Append('`').Append(option.Name);
        if (option.HelpName is { Length: > 0 } value)
            text.Append(' ').Append(Cell(value));
        text.Append("` | ").Append(Cell(option.Description));
        if (option.HasDefaultValue && option.GetDefaultValue() is string { Length: > 0 } standard)
            text.Append(" (default: ").Append(standard).Append(')');
        text.Append(" |\n");
    }

    private static string Cell(string? text) => (text ?? "").Replace("|", "\\|", StringComparison.Ordinal);
}
