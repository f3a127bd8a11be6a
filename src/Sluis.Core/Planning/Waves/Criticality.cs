using Sluis.Core.Platform;

namespace Sluis.Core.Planning.Waves;

/// <summary>How much goes wrong when a service does: from what it is, who calls it, who may enter, and what it keeps.</summary>
internal static class Criticality
{
    /// <summary>At or under this a service may show the way in the first wave.</summary>
    public const int Pilot = 2;

    public static (int Value, string Reason) Of(WorkloadPlan workload, int callers, bool entered)
    {
        var (value, reasons) = (0, new List<string>(3));
        switch (workload.Service.Role)
        {
            case ServiceRole.Identity or ServiceRole.Secrets:
                (value, _) = (4, Add(reasons, "others cannot start or sign in without it"));
                break;
            case ServiceRole.Database or ServiceRole.ObjectStore:
                (value, _) = (3, Add(reasons, "it keeps the data"));
                break;
            case ServiceRole.Broker or ServiceRole.Search or ServiceRole.VectorStore:
                (value, _) = (2, Add(reasons, "it keeps state that can be made again"));
                break;
            case ServiceRole.Monitoring or ServiceRole.Logging or ServiceRole.Tracing or ServiceRole.Exporter or ServiceRole.Mail or ServiceRole.Tool:
                Add(reasons, "it serves the people who run the platform");
                break;
            default:
                value = 1;
                break;
        }
        var isForOperators = workload.Service.Role is ServiceRole.Monitoring or ServiceRole.Logging or ServiceRole.Tracing or ServiceRole.Exporter or ServiceRole.Tool;
        if (callers >= 2 && !isForOperators)
        {
            value += Math.Min(3, callers / 2);
            reasons.Add($"{callers} services call it");
        }
        if (entered && !isForOperators)
        {
            value += 2;
            reasons.Add("people and machines outside reach it");
        }
        return (value, reasons.Count == 0 ? "little depends on it" : string.Join(", ", reasons));
    }

    private static int Add(List<string> reasons, string reason)
    {
        reasons.Add(reason);
        return reasons.Count;
    }
}
