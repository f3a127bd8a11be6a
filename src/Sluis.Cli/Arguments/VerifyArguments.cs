using System.CommandLine;
using Sluis.Cli.IO;
using Sluis.Core.Diagnostics;

namespace Sluis.Cli.Arguments;

internal sealed record VerifyRequest
{
    /// <summary>Absolute.</summary>
    public required string Folder { get; init; }
    /// <summary>As the user would write it; empty for the current folder.</summary>
    public required string Shown { get; init; }
    public required IReadOnlyList<string> Environments { get; init; }
    public required string? Baseline { get; init; }
}

internal sealed class VerifyArguments
{
    private readonly Argument<string?> folder = new("DIR") { Description = "Folder of the repository (default: the current folder if it is one, else out)", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string[]> environments = new("--env") { Description = "Environment to look at; may be given several times (default: all)", HelpName = "NAME" };
    private readonly Option<string> failOn = Level("--fail-on", "Severity from which the exit code is 3", "error");
    private readonly Option<string> show = Level("--show", "Severity from which findings are listed as text", "warning");
    private readonly Option<string?> baseline = new("--baseline") { Description = "Report only what this file does not know yet", HelpName = "FILE" };

    private static Option<string> Level(string name, string description, string standard)
    {
        var option = new Option<string>(name) { Description = description, HelpName = "error|warning|note", DefaultValueFactory = _ => standard };
        option.AcceptOnlyFromAmong("error", "warning", "note");
        return option;
    }

    public void AddTo(Command command)
    {
        command.Arguments.Add(folder);
        command.Options.Add(environments);
        command.Options.Add(failOn);
        command.Options.Add(show);
        command.Options.Add(baseline);
    }

    public VerifyRequest Read(ParseResult parsed, IWorld world)
    {
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(parsed.GetValue(folder) ?? Default(world), world.Sources.WorkingDirectory));
        return new()
        {
            Folder = path,
            Shown = path == world.Sources.WorkingDirectory ? "" : IntentArguments.Shown(world, path),
            Environments = parsed.GetValue(environments) ?? [],
            Baseline = parsed.GetValue(baseline),
        };
    }

    public Severity FailOn(ParseResult parsed) => Severities(parsed.GetValue(failOn));

    public Severity Show(ParseResult parsed) => Severities(parsed.GetValue(show));

    private static Severity Severities(string? word) => word switch { "note" => Severity.Note, "warning" => Severity.Warning, _ => Severity.Error };

    /// <summary>A checkout of the repository has its notes at the root; beside the Compose files it lies in <c>out</c>.</summary>
    private static string Default(IWorld world) =>
        Directory.Exists(Path.Combine(world.Sources.WorkingDirectory, ".sluis")) || !Directory.Exists(Path.Combine(world.Sources.WorkingDirectory, "out")) ? "." : "out";
}
