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
    /// <summary>Compose files or folders, absolute; empty: the repository's own claims are what it is held to.</summary>
    public required IReadOnlyList<string> Sources { get; init; }
    public required string? Definitions { get; init; }
    public required string? Baseline { get; init; }
    public required string? NewBaseline { get; init; }
    /// <summary>Either given: the API server is asked too.</summary>
    public required string? Context { get; init; }
    public required string? KubeConfig { get; init; }
    public required bool WriteEvidence { get; init; }
    public required Severity FailOn { get; init; }
    public required Severity Show { get; init; }
}

internal sealed class VerifyArguments
{
    private readonly Argument<string?> folder = new("DIR") { Description = "Folder of the repository (default: the current folder if it is one, else out)", Arity = ArgumentArity.ZeroOrOne };
    private readonly Option<string[]> sources = new("--source") { Description = "Compose file or folder: hold the repository to what it says now, and show what changed since; may be given several times", HelpName = "PATH" };
    private readonly Option<string[]> environments = new("--env") { Description = "Environment to look at; may be given several times (default: all)", HelpName = "NAME" };
    private readonly Option<string?> definitions = new("--crds") { Description = "Folder of CustomResourceDefinitions, besides those in the repository", HelpName = "FOLDER" };
    private readonly Option<string> failOn = Level("--fail-on", "Severity from which the exit code is 3", "error");
    private readonly Option<string> show = Level("--show", "Severity from which findings are listed as text", "warning");
    private readonly Option<string?> baseline = new("--baseline") { Description = "Report only what this file does not know yet", HelpName = "FILE" };
    private readonly Option<string?> newBaseline = new("--write-baseline") { Description = "Write what is found to this file, for --baseline", HelpName = "FILE" };
    private readonly Option<bool> writeEvidence = new("--write-evidence") { Description = "Write evidence/ anew: findings.sarif, summary.json and what the proofs leave" };

    private readonly Option<string?> context = new("--context") { Description = "Also ask the API server of this kubeconfig context to apply each object as a dry run", HelpName = "NAME" };
    private readonly Option<string?> kubeConfig = new("--kubeconfig") { Description = "File that says how to reach the cluster (default: KUBECONFIG, then ~/.kube/config); asks the API server as --context does", HelpName = "FILE" };

    private static Option<string> Level(string name, string description, string standard)
    {
        var option = new Option<string>(name) { Description = description, HelpName = "error|warning|note", DefaultValueFactory = _ => standard };
        option.AcceptOnlyFromAmong("error", "warning", "note");
        return option;
    }

    public void AddTo(Command command)
    {
        command.Arguments.Add(folder);
        foreach (var option in (Option[])[sources, environments, definitions, failOn, show, baseline, newBaseline, writeEvidence, context, kubeConfig])
            command.Options.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(writeEvidence) && ((Option[])[environments, baseline, context, kubeConfig]).Any(o => result.GetResult(o) is not null))
                result.AddError("--write-evidence speaks about the whole repository and nothing else; leave out --env, --baseline, --context and --kubeconfig.");
        });
    }

    public VerifyRequest Read(ParseResult parsed, IWorld world)
    {
        var path = Absolute(world, parsed.GetValue(folder) ?? Default(world));
        return new()
        {
            Folder = path,
            Shown = path == world.Sources.WorkingDirectory ? "" : IntentArguments.Shown(world, path),
            Environments = parsed.GetValue(environments) ?? [],
            Sources = [.. (parsed.GetValue(sources) ?? []).Select(s => Absolute(world, s))],
            Definitions = parsed.GetValue(definitions),
            Baseline = parsed.GetValue(baseline),
            NewBaseline = parsed.GetValue(newBaseline),
            Context = parsed.GetValue(context),
            KubeConfig = parsed.GetValue(kubeConfig),
            WriteEvidence = parsed.GetValue(writeEvidence),
            FailOn = SeverityOf(parsed.GetValue(failOn)),
            Show = SeverityOf(parsed.GetValue(show)),
        };
    }

    private static string Absolute(IWorld world, string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path, world.Sources.WorkingDirectory));

    private static Severity SeverityOf(string? word) => word switch { "note" => Severity.Note, "warning" => Severity.Warning, _ => Severity.Error };

    /// <summary>A checkout of the repository has its notes at the root; beside the Compose files it lies in <c>out</c>.</summary>
    private static string Default(IWorld world) =>
        Directory.Exists(Path.Combine(world.Sources.WorkingDirectory, ".sluis")) || !Directory.Exists(Path.Combine(world.Sources.WorkingDirectory, "out")) ? "." : "out";
}
