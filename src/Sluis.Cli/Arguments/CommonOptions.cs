using System.CommandLine;

namespace Sluis.Cli.Arguments;

internal static class CommonOptions
{
    public static Option<string> Format(string standard, params string[] choices)
    {
        var option = new Option<string>("--format") { Description = $"Output format: {string.Join(", ", choices)}", HelpName = string.Join('|', choices), DefaultValueFactory = _ => standard };
        option.AcceptOnlyFromAmong(choices);
        return option;
    }
}
