using Sluis.Core.Platform;

namespace Sluis.Core.Planning;

/// <summary>
/// Which empty volumes have to be filled from the image, as Docker does unless <c>nocopy</c> is set. Of a volume that several
/// mount, those fill it that are built here: a web server beside them mounts it to serve their files, not its welcome page.
/// </summary>
internal static class VolumeSeedPlanner
{
    public static void Plan(PlanningContext context, List<WorkloadDraft> drafts)
    {
        var built = new HashSet<string>(StringComparer.Ordinal);
        foreach (var draft in drafts)
            foreach (var mount in draft.Service.Mounts)
                if (mount is Mount.Volume { CopiesImageContent: true, SubPath: null } volume && draft.Service.Build is not null && Fills(draft, mount, volume.Store.Value))
                    built.Add(volume.Store.Value);

        foreach (var draft in drafts)
            foreach (var mount in draft.Service.Mounts)
                Decide(context, draft, mount, built);
    }

    private static void Decide(PlanningContext context, WorkloadDraft draft, Mount mount, HashSet<string> built)
    {
        var store = mount switch
        {
            Mount.Volume { CopiesImageContent: true, SubPath: null } volume => volume.Store.Value,
            Mount.Anonymous => "",
            _ => null,
        };
        if (store is null || (draft.Service.Build is null && built.Contains(store)))
            return;
        switch (ImageContent.At(draft, mount.Target))
        {
            case ImageHas.Files when ImageContent.LacksShell(draft.Service):
                context.Findings.Add(VolumeDiagnostics.NoShellToCopy(draft.Service, mount.Target, mount.At));
                break;
            case ImageHas.Files when store.Length == 0 || draft.Service.Build is null || Fills(draft, mount, store):
                draft.Seeds.Add(new(mount.Target, draft.Service.Build is null ? "the image has files there" : "the image is built here and may have files there"));
                break;
            case ImageHas.Unknown when !LooksLikeData(mount.Target):
                context.Findings.Add(VolumeDiagnostics.ContentUnknown(draft.Service, mount.Target, mount.At));
                break;
        }
    }

    /// <summary>Whoever mounts a volume to read it came for another's files.</summary>
    private static bool Fills(WorkloadDraft draft, Mount mount, string store) =>
        !mount.ReadOnly && ImageContent.At(draft, mount.Target) == ImageHas.Files && !ImageContent.LacksShell(draft.Service) && store.Length > 0;

    /// <summary>Folders that images leave empty for the data to come; of others it is worth a thought.</summary>
    private static bool LooksLikeData(string target)
    {
        var last = target.TrimEnd('/');
        last = last[(last.LastIndexOf('/') + 1)..];
        return last is "data" or "db" or "storage" or "uploads" or "logs" or "log" or "cache" or "backup" or "backups" or "tmp" or "media" or "files"
            || target.StartsWith("/var/lib/", StringComparison.Ordinal) || target.StartsWith("/data/", StringComparison.Ordinal)
            || target.StartsWith("/var/log/", StringComparison.Ordinal) || target.StartsWith("/mnt/", StringComparison.Ordinal);
    }
}
