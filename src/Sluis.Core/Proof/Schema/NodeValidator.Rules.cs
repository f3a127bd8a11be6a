using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Schema;

/// <summary>The CEL rules of a definition.</summary>
internal sealed partial class NodeValidator
{
    private void Rules(Node node, ObjectSchema schema)
    {
        foreach (var rule in schema.Rules)
            counter.Unevaluated();
    }
}
