using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;

namespace Sluis.Core.Proof;

/// <summary>What a proof looks at. A proof adds findings and may leave evidence; it never changes anything.</summary>
public sealed class ProofContext
{
    public required RepositorySnapshot Repository { get; init; }
    public required IReadOnlyList<RenderedEnvironment> Environments { get; init; }
    /// <summary>Null: not known, only the manifests themselves can be judged.</summary>
    public required Claims.Claims? Claims { get; init; }
    public required Findings Findings { get; init; }
    public ProofOptions Options { get; init; } = new();
}

public sealed record ProofOptions
{
    /// <summary>CustomResourceDefinitions given with <c>--crds</c>, by a name to show and their content.</summary>
    public IReadOnlyList<KeyValuePair<string, ReadOnlyMemory<byte>>> Definitions { get; init; } = [];

    /// <summary>Known secret values to look for; empty when they are not at hand.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> SecretValues { get; init; } = [];

    /// <summary>Names of the environments to look at, as in <c>clusters/NAME</c>; empty: all of them.</summary>
    public IReadOnlyList<string> Environments { get; init; } = [];

    /// <summary>
    /// Renders a folder of the repository (its relative path) with <c>kubectl kustomize</c> or <c>kustomize</c>, for what is not rendered
    /// in process; null: neither program is there.
    /// </summary>
    public Func<string, ExternalRendering>? Kustomize { get; init; }
}

/// <summary><paramref name="Content"/> is the YAML stream; null: <paramref name="Failure"/> says why in a sentence, the program's own words.</summary>
public sealed record ExternalRendering(ReadOnlyMemory<byte>? Content, string? Failure);

/// <summary>
/// What a proof came to, for the summary: <paramref name="Name"/> is one word ("connectivity"), <paramref name="Checked"/> how many
/// things it looked at, <paramref name="Sentence"/> says it for people ("312 needed pairs are allowed, 0 refused, 4 allowed without need").
/// </summary>
public sealed record ProofResult(string Name, int Checked, string Sentence, IReadOnlyList<EvidenceFile> Evidence);

/// <summary>A file under <c>evidence/</c>.</summary>
public sealed record EvidenceFile(string Path, ReadOnlyMemory<byte> Content);
