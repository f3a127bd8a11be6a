using Sluis.Core.Proof.Manifests;

namespace Sluis.Core.Proof.Names;

/// <summary>What a name leads to, and the ExternalName Services that it went <see cref="Via"/>.</summary>
public abstract record NameAnswer
{
    private NameAnswer() { }

    public IReadOnlyList<ManifestObject> Via { get; init; } = [];

    public sealed record ServiceOf(ManifestObject Service) : NameAnswer;

    /// <summary>One Pod of a workload, by its own name behind a headless Service.</summary>
    public sealed record OnePod(ManifestObject Workload) : NameAnswer;

    /// <summary>The caller itself: <c>localhost</c> or an entry of <c>hostAliases</c> that says so.</summary>
    public sealed record Own : NameAnswer;

    /// <summary>An address that the manifests fix.</summary>
    public sealed record Address(string Ip) : NameAnswer;

    /// <summary>A name that the cluster's DNS passes on.</summary>
    public sealed record Elsewhere(string Host) : NameAnswer;

    public sealed record Loop : NameAnswer;

    /// <summary>The Pod does not ask the cluster's DNS.</summary>
    public sealed record OtherDns(string Policy) : NameAnswer;

    public sealed record Nothing : NameAnswer;
}
