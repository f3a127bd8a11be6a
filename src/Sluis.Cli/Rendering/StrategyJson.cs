using System.Text.Json;
using Sluis.Core.Planning;
using Sluis.Core.Planning.Strategies;

namespace Sluis.Cli.Rendering;

/// <summary>How each service crosses, for machines.</summary>
internal static class StrategyJson
{
    public static void Write(Utf8JsonWriter json, MigrationPlan plan)
    {
        json.WriteStartArray("strategies");
        foreach (var strategy in StrategyPlanner.Plan(plan))
        {
            json.WriteStartObject();
            json.WriteString("service", strategy.Service.ToString());
            json.WriteString("cutOver", CutOverText.Name(strategy.Kind));
            json.WriteString("reason", strategy.Reason);
            json.WriteString("changes", strategy.Changes);
            json.WriteNumber("dataBytes", strategy.Data);
            json.WriteNumber("downtimeSeconds", strategy.Downtime.Seconds);
            json.WriteString("downtime", strategy.Downtime.Sum);
            json.WriteString("owner", strategy.Owner);
            json.WriteStartArray("gates");
            foreach (var gate in strategy.Gates)
            {
                json.WriteStartObject();
                json.WriteString("measure", gate.Measure);
                json.WriteString("threshold", gate.Threshold);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("rollback");
            foreach (var step in strategy.Back.Steps)
                json.WriteStringValue(step);
            json.WriteEndArray();
            json.WriteString("noReturn", strategy.Back.NoReturn);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }
}
