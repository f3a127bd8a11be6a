using System.Text;
using Sluis.Core.Diagnostics;
using Sluis.Core.Proof;
using Sluis.Core.Proof.Claims;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Core.Tests.Proof;

/// <summary>A small cluster from inline YAML (several documents), for one environment or more, with files beside it where a proof reads files.</summary>
internal sealed class World
{
    private readonly List<RenderedEnvironment> environments = [];
    private readonly List<KeyValuePair<string, ReadOnlyMemory<byte>>> files = [];

    public Findings Findings { get; } = new();
    public Claims? Claims { get; init; }
    public ProofOptions Options { get; init; } = new();

    /// <summary>One environment, <c>production</c>, whose places are in <c>world.yaml</c>.</summary>
    public static World Of(string yaml) => new World().With("production", yaml);

    public World With(string environment, string yaml, string file = "world.yaml")
    {
        environments.Add(new(environment, Objects(yaml, file)));
        return this;
    }

    public World File(string path, string content)
    {
        files.Add(new(path, Encoding.UTF8.GetBytes(content)));
        return this;
    }

    public static IReadOnlyList<ManifestObject> Objects(string yaml, string file = "world.yaml")
    {
        var findings = new Findings();
        var documents = YamlReader.ReadAll(file, Encoding.UTF8.GetBytes(yaml), findings);
        Assert.Empty(findings.Sorted());
        Assert.NotNull(documents);
        return [.. documents.OfType<MapNode>().Select(static d => new ManifestObject(d))];
    }

    public ProofContext Context() => new()
    {
        Repository = new(files),
        Environments = environments,
        Claims = Claims,
        Findings = Findings,
        Options = Options,
    };

    /// <summary>What the proof finds, in order.</summary>
    public IReadOnlyList<Diagnostic> Check(Func<ProofContext, ProofResult> proof)
    {
        proof(Context());
        return Findings.Sorted();
    }

    public ProofResult Result(Func<ProofContext, ProofResult> proof) => proof(Context());
}
