using System.Text.Json;
using Sluis.Core.Planning.Sizing;
using Sluis.Core.Text;

namespace Sluis.Cli.Rendering;

/// <summary>The cluster's size for machines.</summary>
internal static class ClusterSizeJson
{
    public static void Write(Utf8JsonWriter json, ClusterSize size)
    {
        json.WriteStartObject("clusterSize");
        json.WriteNumber("zones", size.Zones);
        json.WriteNumber("headroom", size.Headroom);
        json.WriteNumber("pods", size.Pods);
        Load(json, "work", size.Work);
        Load(json, "onEveryNode", size.PerNode);
        json.WriteNumber("storageBytes", size.StorageBytes);
        Groups(json, "workloads", size.Groups);
        Groups(json, "rollout", size.Surge);
        json.WriteStartArray("platformParts");
        foreach (var part in size.Parts)
        {
            json.WriteStartObject();
            json.WriteString("name", part.Name);
            json.WriteBoolean("onEveryNode", part.OnEveryNode);
            json.WriteNumber("pods", part.Pods);
            json.WriteNumber("cpuMillis", part.CpuMillis);
            json.WriteNumber("memoryBytes", part.MemoryBytes);
            json.WriteString("source", part.Source);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteStartObject("prices");
        json.WriteString("currency", size.Prices.Currency);
        json.WriteString("asOf", size.Prices.AsOf);
        json.WriteString("source", size.Prices.Source);
        json.WriteString("region", size.Prices.Region);
        json.WriteEndObject();
        json.WriteStartArray("options");
        foreach (var option in size.Options)
            Option(json, option);
        json.WriteEndArray();
        json.WriteStartArray("environments");
        foreach (var other in size.Others)
        {
            json.WriteStartObject();
            json.WriteString("name", other.Name);
            json.WriteNumber("pods", other.Pods);
            Load(json, "work", other.Work);
            if (other.Nodes is { } nodes)
                json.WriteNumber("nodes", nodes);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        Texts(json, "changes", size.Changes);
        json.WriteEndObject();
    }

    private static void Option(Utf8JsonWriter json, SizeOption option)
    {
        json.WriteStartObject();
        json.WriteString("shape", option.Shape.Name);
        json.WriteNumber("cpus", option.Shape.Cpus);
        json.WriteNumber("memoryBytes", option.Shape.MemoryBytes);
        json.WriteBoolean("sharedCpu", option.Shape.Shared);
        json.WriteNumber("nodes", option.Nodes);
        json.WriteNumber("lowerBound", option.LowerBound);
        json.WriteNumber("forWork", option.ForWork);
        json.WriteNumber("forRollout", option.ForRollout);
        if (option.Cost is { } cost)
            json.WriteNumber("costPerMonth", cost);
        Texts(json, "arithmetic", option.Arithmetic);
        json.WriteEndObject();
    }

    private static void Groups(Utf8JsonWriter json, string name, EquatableArray<PodGroup> groups)
    {
        json.WriteStartArray(name);
        foreach (var group in groups)
        {
            json.WriteStartObject();
            json.WriteString("name", group.Name);
            json.WriteString("namespace", group.Namespace);
            json.WriteNumber("pods", group.Count);
            Load(json, "each", group.Each);
            json.WriteString("reason", group.Reason);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Load(Utf8JsonWriter json, string name, Load load)
    {
        json.WriteStartObject(name);
        json.WriteNumber("cpuMillis", load.CpuMillis);
        json.WriteNumber("memoryBytes", load.MemoryBytes);
        json.WriteNumber("volumes", load.Volumes);
        json.WriteEndObject();
    }

    private static void Texts(Utf8JsonWriter json, string name, EquatableArray<string> texts)
    {
        json.WriteStartArray(name);
        foreach (var text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
