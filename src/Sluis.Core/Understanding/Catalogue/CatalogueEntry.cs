using Sluis.Core.Platform;


namespace Sluis.Core.Understanding.Catalogue;

/// <summary>
/// What is known of an image. <paramref name="User"/> is the uid that it can run as (null: only as root, or unknown);
/// CPU in thousandths of a core, memory in MiB; <paramref name="StatePath"/> is where its data lie.
/// </summary>
public sealed record CatalogueEntry(
    string Id,
    ServiceRole Role,
    int Port,
    string? AppProtocol,
    long? User = null,
    string? StatePath = null,
    int CpuMillis = 50,
    int MemoryMiB = 128,
    bool Scales = false,
    int StorageGiB = 10,
    string? ReplacedBy = null,
    bool NodeAgent = false,
    bool HasCurl = true);
