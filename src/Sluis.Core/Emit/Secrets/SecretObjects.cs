using Sluis.Core.Emit.Kubernetes;
using Sluis.Core.Emit.Kubernetes.Routing;
using Sluis.Core.Planning;
using Sluis.Core.Platform;

namespace Sluis.Core.Emit.Secrets;

/// <summary>The Secrets that workloads and routes read.</summary>
internal static class SecretObjects
{
    /// <summary>One for a workload: a key for each secret that it uses. Null: it uses none.</summary>
    public static SecretObject? Of(EmitContext context, WorkloadPlan workload)
    {
        var secrets = context.SecretsOf(workload.Service.Key);
        if (secrets.Count == 0)
            return null;
        var plans = Sorted(secrets.Values);
        return new()
        {
            Domain = workload.Domain,
            Metadata = Labels.Meta(workload, plans[0].SecretObject),
            Fields = plans.ConvertAll(static p => new SecretField(p.SecretKey, SecretText.Of(p.Secret))),
            Parts = plans.ConvertAll(static p => new SecretPart(p.Secret, p.SecretKey, p.Encoded)),
        };
    }

    /// <summary>Configuration files with secrets in them.</summary>
    public static SecretObject File(EmitContext context, SecretFilePlan file)
    {
        var secrets = context.SecretsOf(file.Workload.Service.Key);
        var fields = new List<SecretField>();
        var needed = new Dictionary<SecretName, SecretPlan>();
        foreach (var (key, text) in file.Content.SecretFiles())
        {
            fields.Add(new(key, text));
            foreach (var piece in text.Pieces)
                if (piece is TextPiece.Secret(var name) && secrets.TryGetValue(name, out var plan))
                    needed[name] = plan;
        }
        return new()
        {
            Domain = file.Workload.Domain,
            Metadata = Labels.Meta(file.Workload, file.Content.Name),
            Fields = fields,
            Parts = Sorted(needed.Values).ConvertAll(static p => new SecretPart(p.Secret, p.SecretKey, p.Encoded)),
        };
    }

    /// <summary>Users for a route's sign-in: one key.</summary>
    public static SecretObject Of(RoutingSecret secret)
    {
        var parts = new List<SecretPart>();
        var seen = new HashSet<SecretName>();
        foreach (var piece in secret.Value.Pieces)
            if (piece is TextPiece.Secret(var name) && seen.Add(name))
                parts.Add(new(name, $"part{parts.Count}", false));
        return new()
        {
            Domain = secret.Domain,
            Metadata = new()
            {
                Name = secret.Name,
                NamespaceProperty = secret.Namespace,
                Labels = new Dictionary<string, string> { ["app.kubernetes.io/managed-by"] = "sluis", ["app.kubernetes.io/part-of"] = secret.Domain },
            },
            Fields = [new(secret.Key, secret.Value, MayHaveLines: true)],
            Parts = parts,
        };
    }

    private static List<SecretPlan> Sorted(IEnumerable<SecretPlan> plans) => [.. plans.OrderBy(static s => s.SecretKey, StringComparer.Ordinal)];
}
