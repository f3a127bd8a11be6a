using Sluis.Core.Platform;
using Sluis.Core.Understanding.Catalogue;

namespace Sluis.Core.Planning;

/// <summary>
/// What sizing and security need to know of an image. Memory in MiB, storage in GiB (0: the default). <paramref name="Uid"/> is
/// the user the image is made to run as without root's help; null where its entry point wants root to prepare its data.
/// </summary>
internal sealed record ImageFact(int Cpu, int Memory, int MemoryLimit, int Storage = 0, long? Uid = null, long? Gid = null, bool Scales = false, bool NodeAgent = false);

/// <summary>
/// The image catalogue as the planner reads it, and a starting point by role where an image is unknown.
/// <c>sluis optimize</c> replaces sizes by what is observed.
/// </summary>
internal static class ImageFacts
{
    public static string IdOf(PlatformService service)
    {
        if (service.CatalogueId is { Length: > 0 } id)
            return id;
        if (service.Image is not { } image)
            return "";
        var slash = image.Repository.LastIndexOf('/');
        return slash < 0 ? image.Repository : image.Repository[(slash + 1)..];
    }

    /// <summary>A limit of twice the request leaves room for a peak without taking a neighbour's memory for long.</summary>
    public static ImageFact? Find(PlatformService service)
    {
        if (ImageCatalogue.Find(service.CatalogueId ?? service.Image?.Repository ?? "") is not { } entry)
            return null;
        return new(entry.CpuMillis, entry.MemoryMiB, entry.MemoryMiB * 2, entry.StatePath is null ? 0 : entry.StorageGiB, entry.User, entry.Group, entry.Scales, entry.NodeAgent);
    }

    public static ImageFact ForRole(ServiceRole role) => role switch
    {
        ServiceRole.Database or ServiceRole.Search or ServiceRole.VectorStore or ServiceRole.ObjectStore => new(250, 512, 1024),
        ServiceRole.Broker or ServiceRole.Identity => new(200, 512, 1024),
        ServiceRole.Cache => new(100, 128, 512),
        ServiceRole.Secrets or ServiceRole.Automation or ServiceRole.Monitoring or ServiceRole.Logging or ServiceRole.Tracing => new(100, 256, 512),
        ServiceRole.Frontend or ServiceRole.Gateway => new(50, 96, 256),
        ServiceRole.ForwardAuth or ServiceRole.Exporter or ServiceRole.Mail or ServiceRole.Tool or ServiceRole.Scheduler => new(50, 64, 192),
        ServiceRole.Ai => new(500, 1024, 2048),
        ServiceRole.Backend or ServiceRole.Worker => new(100, 256, 512),
        _ => new(100, 192, 512),
    };
}
