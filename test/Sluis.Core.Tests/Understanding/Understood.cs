using Sluis.Core.Compose;
using Sluis.Core.Diagnostics;
using Sluis.Core.IO;
using Sluis.Core.Planning;
using Sluis.Core.Platform;
using Sluis.Core.Understanding;

namespace Sluis.Core.Tests.Understanding;

/// <summary>A platform read from Compose text; each text is a project, named by its <c>name:</c>.</summary>
internal sealed class Understood
{
    private readonly MemorySourceTree tree = new();
    private readonly List<string> files = [];
    private readonly Findings findings = new();
    private PlatformModel? model;

    public Understood(params string[] projects)
    {
        foreach (var project in projects)
        {
            var path = $"/work/p{files.Count}.yml";
            tree.Add(path, project);
            files.Add(path);
        }
    }

    public Understood File(string path, string content)
    {
        tree.Add(path, content);
        return this;
    }

    public PlatformModel Model => model ??= Read();

    public IEnumerable<string> Codes
    {
        get
        {
            _ = Model;
            return findings.Sorted().Select(f => f.Code);
        }
    }

    public IEnumerable<string> Messages(string code)
    {
        _ = Model;
        return findings.Sorted().Where(f => f.Code == code).Select(f => f.Message);
    }

    /// <summary>"web -> db:5432 as db", one a line.</summary>
    public IEnumerable<string> Edges => Model.Edges.Select(e =>
        $"{e.From.Service} -> {(e.To is EdgeTarget.Service(var key) ? key.Service : e.To.ToString())}{(e.Port is { } port ? $":{port}" : "")}{(e.Protocol == TransportProtocol.Tcp ? "" : "/udp")}{(e.Reachable ? "" : " unreachable")}");

    private PlatformModel Read()
    {
        var projects = files.Select(f => ComposeReader.Read(tree, new ComposeOptions { Files = [f] }, findings)).OfType<ComposeProject>().Select(p => (p, p.Name)).ToList();
        Assert.DoesNotContain(findings.Sorted(), f => f.Severity == Severity.Error);
        return PlatformReader.Understand(projects, Intent.Empty, tree, findings);
    }
}
