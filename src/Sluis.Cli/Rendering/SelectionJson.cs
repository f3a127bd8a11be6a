using System.Text.Json;
using Sluis.Core.Planning;
using Sluis.Core.Planning.Selections;
using Sluis.Core.Text;

namespace Sluis.Cli.Rendering;

/// <summary>The selections of a plan for machines: everything that the page says, and all names.</summary>
internal static class SelectionJson
{
    public static void Write(Utf8JsonWriter json, MigrationPlan plan)
    {
        json.WriteString("selectionsDated", SelectionText.Dated);
        json.WriteStartArray("selections");
        foreach (var selection in plan.Selections)
        {
            json.WriteStartObject();
            json.WriteString("topic", selection.Topic);
            json.WriteString("key", selection.Key);
            json.WriteString("chosen", selection.Chosen);
            json.WriteBoolean("stated", selection.Stated);
            json.WriteString("best", selection.Best);
            if (selection.Second is not null)
                json.WriteString("second", selection.Second);
            json.WriteString("because", selection.Because);
            if (selection.Decisive is not null)
                json.WriteString("decisive", selection.Decisive);
            if (selection.Note is not null)
                json.WriteString("note", selection.Note);
            Requirements(json, selection);
            Criteria(json, selection);
            Options(json, selection);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Requirements(Utf8JsonWriter json, Selection selection)
    {
        json.WriteStartArray("requirements");
        foreach (var requirement in selection.Requirements)
        {
            json.WriteStartObject();
            json.WriteString("id", requirement.Id);
            json.WriteString("text", requirement.Text);
            Strings(json, "evidence", requirement.Evidence);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Criteria(Utf8JsonWriter json, Selection selection)
    {
        json.WriteStartArray("criteria");
        for (var i = 0; i < selection.Criteria.Count; i++)
        {
            var (criterion, flip) = (selection.Criteria[i], selection.Sensitivity[i]);
            json.WriteStartObject();
            json.WriteString("id", criterion.Id);
            json.WriteString("name", criterion.Name);
            json.WriteNumber("usualWeight", criterion.Usual);
            json.WriteNumber("weight", criterion.Weight);
            Strings(json, "raisedBy", criterion.RaisedBy);
            if (flip.To is { } to)
            {
                json.WriteStartObject("flip");
                json.WriteString("to", to);
                json.WriteString("when", flip.Rises ? "rises" : "falls");
                json.WriteNumber("weightNumerator", flip.Numerator);
                json.WriteNumber("weightDenominator", flip.Denominator);
                json.WriteBoolean("inclusive", flip.Inclusive);
                json.WriteEndObject();
            }
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Options(Utf8JsonWriter json, Selection selection)
    {
        json.WriteStartArray("options");
        foreach (var option in selection.Options)
        {
            json.WriteStartObject();
            json.WriteString("id", option.Id);
            json.WriteString("name", option.Name);
            json.WriteNumber("total", option.Total);
            json.WriteStartObject("scores");
            for (var i = 0; i < option.Scores.Count; i++)
            {
                json.WriteStartObject(selection.Criteria[i].Id);
                json.WriteNumber("value", option.Scores[i].Value);
                json.WriteString("reason", option.Scores[i].Reason);
                json.WriteString("page", option.Scores[i].Page);
                json.WriteEndObject();
            }
            json.WriteEndObject();
            json.WriteStartArray("excluded");
            foreach (var exclusion in option.Excluded)
            {
                json.WriteStartObject();
                json.WriteString("requirement", exclusion.Requirement);
                json.WriteString("reason", exclusion.Reason);
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Strings(Utf8JsonWriter json, string name, EquatableArray<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
            json.WriteStringValue(value);
        json.WriteEndArray();
    }
}
