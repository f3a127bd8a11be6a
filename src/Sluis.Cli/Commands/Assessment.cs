using Sluis.Core.Compose;
using Sluis.Core.Diagnostics;
using Sluis.Core.IO;
using Sluis.Core.Planning;
using Sluis.Core.Platform;
using Sluis.Core.Understanding;

namespace Sluis.Cli.Commands;

/// <summary>Paths to a platform: what <c>inspect</c> and <c>plan</c> share.</summary>
internal static class Assessment
{
    /// <summary>Null when no project could be read; the findings say why.</summary>
    public static PlatformModel? Read(ISourceTree sources, IReadOnlyList<string> paths, ComposeOptions options, Intent intent, Findings findings)
    {
        var projects = new List<(ComposeProject, string)>();
        foreach (var found in ProjectDiscovery.Discover(sources, paths, intent, options, findings))
            if (ComposeReader.Read(sources, found.Options, findings) is { } project)
                projects.Add((project, found.Domain));
        return projects.Count == 0 ? null : PlatformReader.Understand(projects, intent, sources, findings);
    }
}
