using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.Schema;

internal enum SchemaType
{
    /// <summary>Nothing is known of it, so anything may stand there.</summary>
    Any,
    Object,
    List,
    String,
    Integer,
    Number,
    Boolean,
    IntOrString,
    /// <summary>A quantity such as <c>500m</c> or <c>1Gi</c>, as text or number.</summary>
    Quantity,
}

internal enum ListUse
{
    Plain,
    Set,
    /// <summary>Items differ in <see cref="ObjectSchema.ListKeys"/>.</summary>
    Map,
}

/// <summary>
/// What a value may be: a structural schema, whether it comes from the table of built-in kinds or from a CustomResourceDefinition.
/// https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#specifying-a-structural-schema
/// </summary>
internal sealed class ObjectSchema
{
    public SchemaType Type { get; init; }
    public string? Format { get; init; }
    public bool Nullable { get; init; }
    public bool PreserveUnknown { get; init; }
    public bool EmbeddedResource { get; init; }

    /// <summary>Set once, while the schema is made: a type may hold itself.</summary>
    public IReadOnlyDictionary<string, ObjectSchema>? Properties { get; set; }
    public IReadOnlyList<string> Required { get; set; } = [];
    public ObjectSchema? Additional { get; init; }
    public ObjectSchema? Items { get; init; }
    public ListUse ListUse { get; init; }
    public IReadOnlyList<string> ListKeys { get; init; } = [];

    /// <summary>The texts of the scalars that are allowed.</summary>
    public IReadOnlyList<string>? Enum { get; init; }
    public Node? Default { get; init; }
    public ValueLimits? Limits { get; init; }
    public IReadOnlyList<Cel.CelRule> Rules { get; init; } = [];

    /// <summary>False lets a walk pass by: below it there is nothing that could be wrong.</summary>
    public bool Constrains => Type != SchemaType.Any || Properties is not null || Required.Count > 0 || Additional is not null || Items is not null || Enum is not null || Limits is not null || Rules.Count > 0 || EmbeddedResource;

    public static readonly ObjectSchema Anything = new();
}

/// <summary>The rarer constraints of a value; each null or empty when not stated.</summary>
internal sealed class ValueLimits
{
    public string? Pattern { get; init; }
    public int? MinLength { get; init; }
    public int? MaxLength { get; init; }
    public double? Minimum { get; init; }
    public double? Maximum { get; init; }
    public bool ExclusiveMinimum { get; init; }
    public bool ExclusiveMaximum { get; init; }
    public double? MultipleOf { get; init; }
    public int? MinItems { get; init; }
    public int? MaxItems { get; init; }
    public bool UniqueItems { get; init; }
    public int? MinProperties { get; init; }
    public int? MaxProperties { get; init; }
    public IReadOnlyList<ObjectSchema> AllOf { get; init; } = [];
    public IReadOnlyList<ObjectSchema> AnyOf { get; init; } = [];
    public IReadOnlyList<ObjectSchema> OneOf { get; init; } = [];
    public ObjectSchema? Not { get; init; }
}
