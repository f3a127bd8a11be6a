using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Schema;

/// <summary>The CEL rules of a definition.</summary>
internal sealed partial class NodeValidator
{
    private void Rules(Node node, ObjectSchema schema)
    {
        foreach (var rule in schema.Rules)
            if (rule.Holds(node, schema, patterns) is not { } holds)
                counter.Unevaluated();
            else
            {
                counter.Evaluated();
                if (!holds)
                    Report(SchemaDiagnostics.RuleBroken(Here(node), rule.Message ?? "it must hold", rule.Text));
            }
    }
}
