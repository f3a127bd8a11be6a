using Sluis.Core.Compose;
using Sluis.Core.Diagnostics;
using Sluis.Core.Emit;
using Sluis.Core.IO;
using Sluis.Core.Planning;
using Sluis.Core.Planning.Sizing;
using Sluis.Core.Platform;
using Sluis.Core.Text;
using Sluis.Core.Understanding;
using Sluis.Core.Verification;

namespace Sluis.Core;

/// <summary>The whole pipeline on one screen.</summary>
public static class SluisCompiler
{
    public static Compilation Compile(ISourceTree sources, IReadOnlyList<string> paths, ComposeOptions options, Intent intent, Findings findings, SizingInputs? sizing = null)
    {
        var understood = Understand(sources, paths, options, intent, findings);
        if (understood.Platform is not { } platform || findings.HasErrors)
            return understood with { Findings = findings.Sorted() };

        var plan = Planner.Plan(platform, intent, findings, sizing);
        if (findings.HasErrors)
            return understood with { Plan = plan, Findings = findings.Sorted() };

        var tree = Emitter.Emit(plan, findings);
        var ledger = LedgerBuilder.Build(understood.Projects, plan, tree);
        var claims = ClaimsFile.Of(plan, InputHash.Of(understood.Projects, sources));
        tree = tree.With([.. LedgerFiles.Write(ledger), ClaimsFile.Write(claims)]);
        SecretLeaks.Check(platform, tree, findings);
        return understood with { Plan = plan, Tree = tree, Ledger = ledger, Claims = claims, Findings = findings.Sorted() };
    }

    /// <summary>The first half: what <c>sluis inspect</c> shows.</summary>
    public static Compilation Understand(ISourceTree sources, IReadOnlyList<string> paths, ComposeOptions options, Intent intent, Findings findings)
    {
        var projects = new List<(ComposeProject Project, string Domain)>();
        foreach (var discovered in ProjectDiscovery.Discover(sources, paths, intent, options, findings))
            if (ComposeReader.Read(sources, discovered.Options, findings) is { } project)
                projects.Add((project, discovered.Domain));
        var platform = projects.Count == 0 ? null : PlatformReader.Understand(projects, intent, sources, findings);
        return new() { Projects = projects.Select(static p => p.Project).ToEquatableArray(), Platform = platform, Findings = findings.Sorted() };
    }
}
