using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Text;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Rendering;

/// <summary>A patch and what it changes. https://kubectl.docs.kubernetes.io/references/kustomize/kustomization/patches/</summary>
internal abstract record Patch(SourceSpan At)
{
    public abstract void Apply(ResourceSet set, Findings findings);

    /// <summary>JSON 6902 operations for what the target selects.</summary>
    public sealed record Json(SourceSpan At, Selector? Target, IReadOnlyList<JsonOperation> Operations) : Patch(At)
    {
        public override void Apply(ResourceSet set, Findings findings)
        {
            if (Target is null)
            {
                findings.Add(RenderingDiagnostics.BadPatch(At, "JSON 6902 operations need a target"));
                return;
            }
            var selected = Target.Select(set);
            if (selected.Count == 0)
                findings.Add(RenderingDiagnostics.NoTarget(Target.At, Target.ToString()));
            foreach (var at in selected)
                if (JsonPatch.Apply(set[at], Operations, findings) is { } patched)
                    Put(set, at, set[at].Remembering().With(patched), findings);
        }
    }

    /// <summary>A part of an object, merged into the object that it names or into what the target selects.</summary>
    public sealed record Merge(SourceSpan At, Selector? Target, MapNode Part, ResourceId Id, bool MayRename, bool MayChangeKind) : Patch(At)
    {
        public override void Apply(ResourceSet set, Findings findings)
        {
            var selected = Target is null ? set.Matching(Id) : Target.Select(set);
            if (selected.Count == 0)
                findings.Add(RenderingDiagnostics.NoTarget(Target?.At ?? At, Target?.ToString() ?? Id.ToString()));
            else if (Target is null && selected.Count > 1)
                findings.Add(RenderingDiagnostics.BadPatch(At, $"{selected.Count} objects have or had the id {Id}"));
            else
                Into(set, selected, findings);
        }

        private void Into(ResourceSet set, List<int> selected, Findings findings)
        {
            var gone = new HashSet<Resource>();
            foreach (var at in selected)
            {
                var item = set[at];
                try
                {
                    if (StrategicMerge.Apply(item.Root, Part, MergeSchema.Of(item.Id)) is { } merged)
                        Put(set, at, (MayRename || MayChangeKind ? item.Remembering() : item).With(Keeping(item.Root, merged)), findings);
                    else
                        gone.Add(item);
                }
                catch (MergeFault fault)
                {
                    findings.Add(RenderingDiagnostics.Operation(fault.At, item.Shown, null, fault.Message));
                }
            }
            set.Remove(gone);
        }

        /// <summary>A patch changes what an object holds, not which object it is, unless its options allow that.</summary>
        private MapNode Keeping(MapNode before, MapNode merged)
        {
            merged = Restored(merged, before, "apiVersion");
            if (!MayChangeKind)
                merged = Restored(merged, before, "kind");
            if (before["metadata"] is not MapNode old || merged["metadata"] is not MapNode now)
                return Restored(merged, before, "metadata");
            if (!MayRename)
                now = Restored(now, old, "name");
            return merged.With("metadata", Restored(now, old, "namespace"), default);
        }

        private static MapNode Restored(MapNode map, MapNode before, string key) => before[key] is { } value ? map.With(key, value, value.Span) : map.Without(key);
    }

    private static void Put(ResourceSet set, int at, Resource changed, Findings findings)
    {
        if (!set.Replace(at, changed))
            findings.Add(RenderingDiagnostics.Duplicate(changed.Root.Span, changed.Shown, set.Find(changed.Id)?.Root.Span ?? default));
    }
}
