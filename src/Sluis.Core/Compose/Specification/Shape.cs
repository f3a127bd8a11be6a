namespace Sluis.Core.Compose.Specification;

/// <summary>What a value may be written as.</summary>
[Flags]
internal enum Takes
{
    None = 0,
    Text = 1,
    Integer = 2,
    Number = 4 | Integer,
    Boolean = 8,
    Null = 16,
    List = 32,
    Map = 64,
    TextList = 128 | List,
    NumberOrText = Text | Number,
    BooleanOrText = Text | Boolean,
}

/// <summary>What a value becomes in the resolved model.</summary>
internal enum Becomes
{
    /// <summary>A string; empty is left out.</summary>
    Text,
    /// <summary>True, or left out.</summary>
    Flag,
    /// <summary>A boolean that is kept when false.</summary>
    KeptFlag,
    /// <summary>A boolean that is left out when true.</summary>
    OptOut,
    /// <summary>A whole number; zero is left out.</summary>
    Integer,
    /// <summary>A whole number; zero is kept.</summary>
    KeptInteger,
    Number,
    /// <summary>A size as text of a byte count; zero is left out.</summary>
    Bytes,
    /// <summary>A Go duration; zero is left out.</summary>
    Duration,
    KeptDuration,
    List,
    Map,
    Record,
    /// <summary>A mapping of strings written as a mapping or as a list of <c>key=value</c>; a missing value is empty.</summary>
    Pairs,
    /// <summary>The same, where a missing value stays null.</summary>
    Environment,
    Options,
    MultiOptions,
    Hosts,
    Command,
    HealthTest,
    FileMode,
    Ulimit,
    SshKeys,
    DeviceCount,
    /// <summary>Kept as written.</summary>
    Any,
}

internal sealed record Field(string Name, Shape Shape, bool Required = false)
{
    /// <summary>Written even when it has no value (Go writes null for command, {} for a struct).</summary>
    public bool Always { get; init; }
    /// <summary>The key in the resolved model, where it differs.</summary>
    public string? WrittenAs { get; init; }
    /// <summary>Has no place in the reference's resolved model.</summary>
    public bool Unwritten { get; init; }
}

/// <summary>The shape of a value: how it may be written, and what it resolves to. One table serves validation, messages and resolution.</summary>
internal sealed class Shape(Becomes becomes, Takes takes)
{
    public Becomes Becomes { get; } = becomes;
    public Takes Takes { get; } = takes;
    public Shape? Item { get; init; }
    public Dictionary<string, Field> Fields { get; init; } = [];
    public bool AllowsExtensions { get; init; }
    public bool AllowsOthers { get; init; }
    /// <summary>Items of a list must differ.</summary>
    public bool Unique { get; init; }
    public string[]? OneOf { get; init; }
    /// <summary>User-chosen keys must look like names.</summary>
    public bool NamedKeys { get; init; }
    public long Minimum { get; init; } = long.MinValue;
    public long Maximum { get; init; } = long.MaxValue;
    /// <summary>An empty mapping is written (Go keeps pointers to empty structs).</summary>
    public bool KeepEmpty { get; init; } = true;

    public static Shape Record(Takes more, params ReadOnlySpan<Field> fields)
    {
        var table = new Dictionary<string, Field>(fields.Length, StringComparer.Ordinal);
        foreach (var field in fields)
            table[field.Name] = field;
        return new(Becomes.Record, Takes.Map | more) { Fields = table, AllowsExtensions = true };
    }

    public static Shape ListOf(Shape item, bool unique = false) => new(Becomes.List, Takes.List) { Item = item, Unique = unique };

    public static Shape MapOf(Shape item, bool named = false, Takes more = Takes.None) =>
        new(Becomes.Map, Takes.Map | more) { Item = item, NamedKeys = named, AllowsExtensions = true };
}
