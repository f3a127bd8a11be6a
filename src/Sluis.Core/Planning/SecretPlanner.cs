using System.Text;
using Sluis.Core.Platform;
using Sluis.Core.Text;

namespace Sluis.Core.Planning;

/// <summary>
/// One Secret object for each workload that uses secrets, filled from one entry in the store for each secret of the platform,
/// so that a secret two services use lives, and is rotated, once.
/// </summary>
internal static class SecretPlanner
{
    /// <summary>The field of a store entry that holds the value.</summary>
    public const string Property = "value";

    public static EquatableArray<SecretPlan> Plan(PlanningContext context, Dictionary<ServiceKey, WorkloadDraft> drafts)
    {
        var plans = new List<SecretPlan>();
        var storeKeys = StoreKeys(context.Platform);
        var keys = new Dictionary<ServiceKey, HashSet<string>>();
        foreach (var secret in context.Platform.Secrets)
        {
            foreach (var user in secret.Users)
            {
                if (!drafts.TryGetValue(user, out var draft))
                    continue;
                if (!keys.TryGetValue(user, out var used))
                    keys.Add(user, used = new(StringComparer.Ordinal));
                plans.Add(new(secret.Name, user, draft.Namespace, ObjectName(draft.Name), Key(secret.Name.Value, used), storeKeys[secret.Name], Property) { Encoded = secret.Kind == SecretKind.KeyStore });
            }
        }
        plans.Sort(static (a, b) => a.User.CompareTo(b.User) is var byUser and not 0 ? byUser : string.CompareOrdinal(a.SecretKey, b.SecretKey));
        return [.. plans];
    }

    /// <summary>The name of each secret's entry in the store; for the deliveries without a store, what its name there is made of.</summary>
    public static Dictionary<SecretName, string> StoreKeys(PlatformModel platform)
    {
        var scope = new NameScope(200);
        var keys = new Dictionary<SecretName, string>(platform.Secrets.Count);
        foreach (var secret in platform.Secrets)
            keys[secret.Name] = scope.Take(secret.Name.Value, secret.Name.Value, secret.Name.Value, out _);
        return keys;
    }

    private static string ObjectName(string workload) => LegalNames.Label(workload + "-secrets");

    /// <summary>Keys of a Secret are letters, digits, dash, underscore and dot.</summary>
    private static string Key(string name, HashSet<string> used)
    {
        var text = new StringBuilder(name.Length);
        foreach (var c in name)
            text.Append(char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '_');
        var key = text.Length is 0 or > 253 ? LegalNames.Label(name) : text.ToString();
        while (!used.Add(key))
            key += "_";
        return key;
    }
}
