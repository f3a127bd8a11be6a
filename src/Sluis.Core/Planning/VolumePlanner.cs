using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Planning;

/// <summary>Claims: one for each store in each namespace that uses it, shared when several workloads mount it.</summary>
internal static class VolumePlanner
{
    private sealed class Use
    {
        public required string Name { get; init; }
        public required string Key { get; init; }
        public required string Project { get; init; }
        public required SourceSpan At { get; init; }
        public List<(WorkloadDraft Draft, bool Writes)> Users { get; } = [];
    }

    public static void Plan(PlanningContext context, List<WorkloadDraft> drafts, long defaultBytes)
    {
        var uses = new SortedDictionary<string, Use>(StringComparer.Ordinal);
        foreach (var draft in drafts)
            foreach (var mount in draft.Service.Mounts)
                if (UseOf(context, draft, mount, uses) is { } use)
                    Note(use, draft, !mount.ReadOnly);

        var names = new Dictionary<string, NameScope>(StringComparer.Ordinal);
        foreach (var use in uses.Values)
        {
            var groups = use.Users.GroupBy(u => u.Draft.Namespace, StringComparer.Ordinal).OrderBy(g => g.Key, StringComparer.Ordinal).ToList();
            if (groups.Count > 1)
                context.Findings.Add(PlanningDiagnostics.AcrossNamespaces(use.At, use.Name, string.Join(", ", groups.Select(g => g.Key))));
            foreach (var group in groups)
            {
                if (!names.TryGetValue(group.Key, out var scope))
                    names.Add(group.Key, scope = new NameScope());
                Claim(context, use, [.. group], scope, defaultBytes);
            }
        }
    }

    private static void Claim(PlanningContext context, Use use, List<(WorkloadDraft Draft, bool Writes)> users, NameScope scope, long defaultBytes)
    {
        users.Sort(static (a, b) => a.Draft.Key.CompareTo(b.Draft.Key));
        var claim = scope.Take(use.Name, use.Key, $"{use.Project}-{use.Key}", out _);
        var everywhere = users.Exists(static u => u.Draft.Service.Lifecycle.Mode == DeployMode.Global);
        var shared = users.Count > 1 || everywhere;
        var owner = users.FindIndex(static u => u.Writes);
        if (shared)
            context.Findings.Add(PlanningDiagnostics.SharedVolume(use.At, use.Name, string.Join(", ", users.Select(u => u.Draft.Key.ToString()))));
        for (var i = 0; i < users.Count; i++)
        {
            var draft = users[i].Draft;
            var (size, why) = Size(users, defaultBytes);
            var storageClass = draft.Intent.StorageClass ?? (shared ? context.Intent.Storage.SharedClass : context.Intent.Storage.Class);
            draft.Volumes.Add(new(
                new StoreName(use.Name), claim, shared ? VolumeAccess.Shared : VolumeAccess.SingleWriter, size, storageClass,
                OwnsClaim: i == Math.Max(0, owner), InTemplate: false, why)
            {
                EngineNames = context.Stores.TryGetValue(new(use.Name), out var store) ? store.EngineNames : default,
            });
        }
    }

    private static (long, string) Size(List<(WorkloadDraft Draft, bool Writes)> users, long defaultBytes)
    {
        foreach (var (draft, _) in users)
            if (draft.Intent.StorageSize is { } stated && Quantities.Bytes(stated) is { } bytes)
                return (bytes, "stated in sluis.yaml");
        foreach (var (draft, _) in users)
            if (draft.Fact is { Storage: > 0 } fact)
                return (fact.Storage * Quantities.Gibi, $"usual for {ImageFacts.IdOf(draft.Service)}");
        return (defaultBytes, "storage.defaultSize");
    }

    /// <summary>StatefulSets carry the claim they alone use in their template.</summary>
    public static void Place(WorkloadDraft draft)
    {
        draft.Volumes.Sort(static (a, b) => string.CompareOrdinal(a.ClaimName, b.ClaimName));
        if (draft.Kind != WorkloadKind.StatefulSet)
            return;
        for (var i = 0; i < draft.Volumes.Count; i++)
            if (draft.Volumes[i].Access == VolumeAccess.SingleWriter)
                draft.Volumes[i] = draft.Volumes[i] with { InTemplate = true };
    }

    private static Use? UseOf(PlanningContext context, WorkloadDraft draft, Mount mount, SortedDictionary<string, Use> uses)
    {
        switch (mount)
        {
            case Mount.Volume(var name, _, _):
                context.Stores.TryGetValue(name, out var store);
                return store is not null && IsMemory(store) ? null : Get(name.Value, store?.Key ?? name.Value, store?.Project ?? draft.Key.Project, store);
            case Mount.HostPath(var source, _) when !HostPaths.IsSystem(source) && !HostPaths.IsLeftOut(mount):
                return Get(source, LastPart(source), draft.Key.Project, null);
            default:
                return null;
        }

        Use Get(string name, string key, string project, PlatformStore? store)
        {
            if (!uses.TryGetValue(name, out var use))
                uses.Add(name, use = new Use { Name = name, Key = key, Project = project, At = store?.At ?? mount.At });
            return use;
        }
    }

    private static void Note(Use use, WorkloadDraft draft, bool writes)
    {
        var at = use.Users.FindIndex(u => ReferenceEquals(u.Draft, draft));
        if (at < 0)
            use.Users.Add((draft, writes));
        else
            use.Users[at] = (draft, writes || use.Users[at].Writes);
    }

    private static string LastPart(string path)
    {
        var trimmed = path.TrimEnd('/');
        return trimmed[(trimmed.LastIndexOf('/') + 1)..];
    }

    private static bool IsMemory(PlatformStore store)
    {
        foreach (var (key, value) in store.DriverOptions)
            if (key == "type" && value == "tmpfs")
                return true;
        return false;
    }
}
