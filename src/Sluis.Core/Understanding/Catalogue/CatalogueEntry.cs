using Sluis.Core.Platform;

namespace Sluis.Core.Understanding.Catalogue;

/// <summary>
/// What is known of an image: one entry of <c>images.yaml</c>. <see cref="User"/> and <see cref="Group"/> are who it can start as with
/// an empty volume that only belongs to the group; null where its entry point wants root to prepare its data.
/// CPU in thousandths of a core.
/// </summary>
public sealed record CatalogueEntry(string Id, ServiceRole Role)
{
    /// <summary>0: it listens nowhere.</summary>
    public int Port { get; init; }
    public string? AppProtocol { get; init; }
    public long? User { get; init; }
    public long? Group { get; init; }
    public string? StatePath { get; init; }
    public int CpuMillis { get; init; }
    public int MemoryMiB { get; init; }
    public int StorageGiB { get; init; }
    public bool Scales { get; init; }
    public string? ReplacedBy { get; init; }
    public bool NodeAgent { get; init; }
    public bool HasCurl { get; init; } = true;
    /// <summary>Answers on <see cref="Port"/> with a status below 400 once the service can work; null: nothing does without settings.</summary>
    public string? ReadyPath { get; init; }
    /// <summary>Where the facts are from.</summary>
    public required string Why { get; init; }
}
