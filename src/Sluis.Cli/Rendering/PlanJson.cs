using System.Text.Json;
using Sluis.Core.Planning;
using Sluis.Core.Planning.Waves;

namespace Sluis.Cli.Rendering;

/// <summary>A plan for machines.</summary>
internal static class PlanJson
{
    public static void Write(Utf8JsonWriter json, MigrationPlan plan)
    {
        json.WriteString("platform", plan.Name);
        json.WriteStartArray("decisions");
        foreach (var decision in plan.Decisions)
        {
            json.WriteStartObject();
            json.WriteString("key", decision.Key);
            json.WriteString("value", decision.Value);
            json.WriteString("reason", decision.Reason);
            json.WriteBoolean("stated", decision.Stated);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        SelectionJson.Write(json, plan);
        json.WriteStartArray("namespaces");
        foreach (var domain in plan.Domains)
        {
            json.WriteStartObject();
            json.WriteString("domain", domain.Name);
            json.WriteString("namespace", domain.Namespace);
            json.WriteString("podSecurity", domain.PodSecurity.ToString().ToLowerInvariant());
            json.WriteString("podSecurityReason", domain.PodSecurityReason);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartArray("workloads");
        foreach (var workload in plan.Workloads)
            Workload(json, workload);
        json.WriteEndArray();
        json.WriteStartArray("replaced");
        foreach (var replaced in plan.Replaced)
        {
            json.WriteStartObject();
            json.WriteString("service", replaced.Service.ToString());
            json.WriteString("by", replaced.By);
            json.WriteString("reason", replaced.Reason);
            json.WriteBoolean("excluded", replaced.Excluded);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        ClusterSizeJson.Write(json, plan.Size);
        json.WriteStartArray("environments");
        foreach (var environment in plan.Environments)
        {
            json.WriteStartObject();
            json.WriteString("name", environment.Name);
            json.WriteBoolean("production", environment.IsProduction);
            json.WriteNumber("scale", environment.Scale);
            json.WriteString("secretPath", environment.SecretPath);
            json.WriteStartObject("hosts");
            foreach (var (from, to) in environment.Hosts)
                json.WriteString(from, to);
            json.WriteEndObject();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        Waves(json, WavePlanner.Plan(plan));
        StrategyJson.Write(json, plan);
    }

    private static void Waves(Utf8JsonWriter json, WavePlan waves)
    {
        json.WriteStartObject("waves");
        json.WriteNumber("capacity", waves.Capacity);
        json.WriteNumber("bridgeRisk", waves.Bridges);
        json.WriteNumber("lowerBound", waves.LowerBound);
        json.WriteBoolean("exact", waves.Exact);
        json.WriteStartArray("waves");
        foreach (var wave in waves.Waves)
        {
            json.WriteStartObject();
            json.WriteNumber("number", wave.Number);
            json.WriteStartArray("steps");
            foreach (var step in wave.Steps)
            {
                json.WriteStartObject();
                json.WriteString("service", step.Service.ToString());
                json.WriteNumber("order", step.Order);
                json.WriteNumber("criticality", step.Criticality);
                json.WriteString("criticalityReason", step.CriticalityReason);
                json.WriteString("reason", step.Reason);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("bridges");
            foreach (var bridge in wave.Bridges)
            {
                json.WriteStartObject();
                json.WriteString("from", bridge.From.ToString());
                json.WriteString("to", bridge.To.ToString());
                json.WriteNumber("port", bridge.Port);
                json.WriteNumber("risk", bridge.Risk);
                json.WriteString("direction", bridge.IntoCluster ? "oldHostToCluster" : "clusterToOldHost");
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Workload(Utf8JsonWriter json, WorkloadPlan workload)
    {
        json.WriteStartObject();
        json.WriteString("service", workload.Service.Key.ToString());
        json.WriteString("name", workload.Name);
        json.WriteString("namespace", workload.Namespace);
        json.WriteString("kind", workload.Kind.ToString());
        json.WriteString("kindReason", workload.KindReason);
        json.WriteString("image", workload.Image);
        json.WriteNumber("replicas", workload.Replicas);
        if (workload.MaxReplicas is { } most)
            json.WriteNumber("maxReplicas", most);
        json.WriteString("scaleReason", workload.ScaleReason);
        json.WriteNumber("cpuRequestMillis", workload.Resources.CpuRequestMillis);
        if (workload.Resources.CpuLimitMillis is { } limit)
            json.WriteNumber("cpuLimitMillis", limit);
        json.WriteNumber("memoryRequestBytes", workload.Resources.MemoryRequestBytes);
        json.WriteNumber("memoryLimitBytes", workload.Resources.MemoryLimitBytes);
        json.WriteNumber("syncWave", workload.SyncWave);
        if (workload.Schedule is not null)
            json.WriteString("schedule", workload.Schedule);
        json.WriteStartArray("volumes");
        foreach (var volume in workload.Volumes)
        {
            json.WriteStartObject();
            json.WriteString("store", volume.Store.Value);
            json.WriteStartArray("engineNames");
            foreach (var name in volume.EngineNames)
                json.WriteStringValue(name);
            json.WriteEndArray();
            json.WriteString("claim", volume.ClaimName);
            json.WriteNumber("sizeBytes", volume.SizeBytes);
            json.WriteString("reason", volume.Reason);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
