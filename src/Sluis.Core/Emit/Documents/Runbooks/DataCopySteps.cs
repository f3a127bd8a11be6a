using System.Globalization;
using System.Text;
using Sluis.Core.Planning;
using Sluis.Core.Platform;

namespace Sluis.Core.Emit.Documents.Runbooks;

/// <summary>Volumes of the old engine to claims, through a Pod that has nothing but the claims and obeys the namespace's Pod Security.</summary>
internal static class DataCopySteps
{
    public static void Write(StringBuilder text, Crossing crossing, WorkloadPlan workload)
    {
        var owned = workload.Volumes.AsSpan().ToArray().Where(static v => v.OwnsClaim).ToList();
        if (owned.Count == 0)
            return;
        Empty(text, crossing, workload, owned);
        Helper(text, workload, "busybox:1.37", owned, static v => $"/to/{v.ClaimName}");
        foreach (var volume in owned)
        {
            var to = $"/to/{volume.ClaimName}";
            Alternatives(text, volume);
            text.Append(CultureInfo.InvariantCulture, $"docker run --rm -v {Source(volume)}:/from:ro busybox:1.37 tar -C /from -cf - . | kubectl -n {workload.Namespace} exec -i {Pod(workload)} -- sh -c 'find {to} -mindepth 1 -delete; tar -C {to} -xf -'   # {Quantities.Format(volume.SizeBytes)} at most\n");
            text.Append(CultureInfo.InvariantCulture, $"docker run --rm -v {Source(volume)}:/from:ro busybox:1.37 sh -c 'cd /from; find . -type f | wc -l; find . -type f -exec cat {{}} + | wc -c'\n");
            text.Append(CultureInfo.InvariantCulture, $"kubectl -n {workload.Namespace} exec {Pod(workload)} -- sh -c 'cd {to}; find . -type f | wc -l; find . -type f -exec cat {{}} + | wc -c'\n");
        }
        text.Append(CultureInfo.InvariantCulture, $"kubectl -n {workload.Namespace} delete pod/{Pod(workload)}\n");
        CutOverSteps.Scale(text, crossing, workload, Math.Max(1, crossing.PodOf(workload).Replicas));
    }

    /// <summary>The claims are there and nobody has them: a StatefulSet makes its claims with its first Pod.</summary>
    public static void Empty(StringBuilder text, Crossing crossing, WorkloadPlan workload, IReadOnlyList<VolumePlan> volumes)
    {
        foreach (var volume in volumes)
            text.Append(CultureInfo.InvariantCulture, $"until kubectl -n {workload.Namespace} get pvc/{Claim(workload, volume)}; do sleep 1; done\n");
        CutOverSteps.Scale(text, crossing, workload, 0);
        text.Append(CultureInfo.InvariantCulture, $"kubectl -n {workload.Namespace} wait --for=delete pod -l app.kubernetes.io/name={crossing.PodOf(workload).Name} --timeout=5m\n");
    }

    public static string Pod(WorkloadPlan workload) => LegalNames.Label($"{workload.Name}-copy");

    /// <summary>As the workload's user where it has one, so that what is written can be read by it.</summary>
    public static void Helper(StringBuilder text, WorkloadPlan workload, string image, IReadOnlyList<VolumePlan> volumes, Func<VolumePlan, string> target)
    {
        var security = workload.Security;
        text.Append(CultureInfo.InvariantCulture, $"kubectl apply -f - <<'POD'\napiVersion: v1\nkind: Pod\nmetadata:\n  name: {Pod(workload)}\n  namespace: {workload.Namespace}\nspec:\n  restartPolicy: Never\n");
        if (security.RunAsUser is { } user)
        {
            text.Append(CultureInfo.InvariantCulture, $"  securityContext:\n    runAsNonRoot: {(user == 0 ? "false" : "true")}\n    runAsUser: {user}\n");
            if ((security.FsGroup ?? security.RunAsGroup) is { } group)
                text.Append(CultureInfo.InvariantCulture, $"    fsGroup: {group}\n");
            text.Append("    seccompProfile:\n      type: RuntimeDefault\n");
        }
        text.Append(CultureInfo.InvariantCulture, $"  containers:\n    - name: copy\n      image: {image}\n      command: [sleep, \"86400\"]\n");
        text.Append("      resources:\n        requests:\n          cpu: 100m\n          memory: 128Mi\n        limits:\n          memory: 512Mi\n");
        if (security.RunAsUser is > 0)
            text.Append("      securityContext:\n        allowPrivilegeEscalation: false\n        capabilities:\n          drop: [ALL]\n");
        text.Append("      volumeMounts:\n");
        for (var i = 0; i < volumes.Count; i++)
            text.Append(CultureInfo.InvariantCulture, $"        - name: v{i}\n          mountPath: {target(volumes[i])}\n");
        text.Append("  volumes:\n");
        for (var i = 0; i < volumes.Count; i++)
            text.Append(CultureInfo.InvariantCulture, $"    - name: v{i}\n      persistentVolumeClaim:\n        claimName: {Claim(workload, volumes[i])}\n");
        text.Append(CultureInfo.InvariantCulture, $"POD\nkubectl -n {workload.Namespace} wait --for=condition=ready pod/{Pod(workload)} --timeout=5m\n");
    }

    /// <summary>https://kubernetes.io/docs/concepts/workloads/controllers/statefulset/#stable-storage</summary>
    private static string Claim(WorkloadPlan workload, VolumePlan volume) =>
        volume.InTemplate && workload.Kind == WorkloadKind.StatefulSet && workload.PodOf is null ? $"{volume.ClaimName}-{workload.Name}-0" : volume.ClaimName;

    private static string Source(VolumePlan volume) => volume.EngineNames.IsEmpty ? $"'{volume.Store.Value.Replace("'", "'\\''", StringComparison.Ordinal)}'" : volume.EngineNames[0];

    private static void Alternatives(StringBuilder text, VolumePlan volume)
    {
        if (volume.EngineNames.Count > 1)
            text.Append("# the engine may call it ").AppendJoin(" or ", volume.EngineNames.Skip(1)).Append(": `docker volume ls` tells\n");
    }
}
