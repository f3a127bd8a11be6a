using Sluis.Core.Diagnostics;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Planning;

internal static class VolumeDiagnostics
{
    private const string Page = "https://docs.docker.com/engine/storage/volumes/#populate-a-volume-using-a-container";

    public static readonly IReadOnlyList<DiagnosticHelp> Help =
    [
        new("SL3115", Severity.Note, "Files that the image may have under a new volume", "Docker copies what the image has at the path into a new volume; Kubernetes mounts it empty. The image is not in the catalogue, so nothing is copied. The data copy brings an existing volume's files either way.", "If the image has files there that it needs, add an init container that copies them in an overlay; if not, set nocopy for the volume.", Page),
        new("SL3116", Severity.Warning, "A volume that cannot be filled from its image", "Docker copies what the image has at the path into a new volume. This image has no shell that an init container could copy with.", "Copy the files in another stage or from another image, or do not mount a volume over them.", Page),
    ];

    public static Diagnostic ContentUnknown(PlatformService service, string target, SourceSpan at) => new(
        "SL3115", Severity.Note, at, $"{service.Key} mounts a volume at {target}; if its image has files there, Docker copied them into it and Kubernetes does not.",
        "Add an init container that copies them in an overlay, or set nocopy for the volume.");

    public static Diagnostic NoShellToCopy(PlatformService service, string target, SourceSpan at) => new(
        "SL3116", Severity.Warning, at, $"{service.Key} mounts a volume at {target}, which Docker fills from the image; the image has no shell to do that with, so the volume starts empty.",
        "Bring the files there in another way, or do not mount a volume over them.");
}
