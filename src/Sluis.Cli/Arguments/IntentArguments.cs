using System.CommandLine;
using Sluis.Cli.IO;
using Sluis.Core.Diagnostics;
using Sluis.Core.IO;
using Sluis.Core.Planning;
using Sluis.Core.Text;

namespace Sluis.Cli.Arguments;

/// <summary><c>sluis.yaml</c> and what <c>--set</c> changes in it for one run.</summary>
internal sealed class IntentArguments
{
    public const string FileName = "sluis.yaml";

    private readonly Option<string?> file = new("--intent") { Description = "File with your choices (default: sluis.yaml in the first PATH)", HelpName = "FILE" };

    private readonly Option<string[]> sets = new("--set")
    {
        Description = "A key of sluis.yaml for this run only, for example --set services.shop/api.replicas=3; may be given several times",
        HelpName = "KEY=VALUE",
    };

    public void AddTo(Command command)
    {
        command.Options.Add(file);
        command.Options.Add(sets);
    }

    public Intent Read(ParseResult parsed, IWorld world, IReadOnlyList<string> paths, Findings findings)
    {
        var given = parsed.GetValue(file) is { } named ? Path.GetFullPath(named, world.Sources.WorkingDirectory) : null;
        var path = given ?? $"{FolderOf(world.Sources, paths[0])}/{FileName}";
        var content = given is null && world.Sources.Kind(path) != SourceKind.File ? SourceRead.Of([]) : world.Sources.Read(path);
        if (content.Content is not { } bytes)
        {
            findings.Add(ToolDiagnostics.NoIntent(path, content.Failure ?? "it cannot be read"));
            return Intent.Empty;
        }
        return IntentReader.Read(Shown(world, path), bytes, findings, parsed.GetValue(sets) ?? []);
    }

    /// <summary>The folder of a path: itself, or that of the file.</summary>
    public static string FolderOf(ISourceTree sources, string path) =>
        sources.Kind(path) == SourceKind.File ? Path.GetDirectoryName(path) ?? "/" : path;

    public static string Shown(IWorld world, string path) =>
        path.StartsWith(world.Sources.WorkingDirectory + "/", StringComparison.Ordinal) ? path[(world.Sources.WorkingDirectory.Length + 1)..] : path;
}
