using System.Text;

namespace Sluis.Core.Proof.Schema.BuiltIn;

/// <summary>
/// The kinds of the Kubernetes API, from the table that <c>tools/kubernetes-schema.py</c> makes (its grammar is described there).
/// Only the types that a kind asked for needs are read; without a question nothing is.
/// </summary>
internal sealed class BuiltInKinds
{
    private static readonly Lazy<BuiltInKinds> Shared = new(static () => new(Load()));

    private readonly string text;
    private readonly Lock gate = new();
    private readonly Dictionary<string, Range> lines = new(StringComparer.Ordinal);
    private readonly Dictionary<(string ApiVersion, string Kind), BuiltInKind> kinds = [];
    private readonly HashSet<string> groups = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ObjectSchema> types = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ObjectSchema> plain = new(StringComparer.Ordinal);

    private BuiltInKinds(string text)
    {
        this.text = text;
        foreach (var line in text.AsSpan().Split('\n'))
        {
            var content = text.AsSpan(line);
            if (content.StartsWith("# "))
                AddKind(content.ToString().Split(' '));
            else if (content.StartsWith("@ "))
                Version = content[2..].ToString();
            else if (content.IndexOf(' ') is > 0 and var space)
                lines[content[..space].ToString()] = line;
        }
    }

    public static BuiltInKinds Instance => Shared.Value;

    /// <summary>The version of Kubernetes that the table speaks of.</summary>
    public string Version { get; } = "";

    public IEnumerable<BuiltInKind> All => kinds.Values;

    public BuiltInKind? Find(string apiVersion, string kind) => kinds.GetValueOrDefault((apiVersion, kind));

    public bool HasGroup(string group) => groups.Contains(group);

    public ObjectSchema SchemaOf(BuiltInKind kind) => Type(kind.Type);

    /// <summary>A type by its name in the table, such as <c>ObjectMeta</c>.</summary>
    public ObjectSchema Type(string name)
    {
        lock (gate)
            return Read(name);
    }

    private void AddKind(string[] words)
    {
        var kind = new BuiltInKind(words[1], words[2], words[3] is "N", words[4]);
        kinds.Add((kind.ApiVersion, kind.Kind), kind);
        groups.Add(kind.ApiVersion.IndexOf('/') is >= 0 and var slash ? kind.ApiVersion[..slash] : "");
    }

    private ObjectSchema Read(string name)
    {
        if (types.TryGetValue(name, out var known))
            return known;
        // Registered before its fields are read, because some types hold themselves.
        var schema = types[name] = new ObjectSchema { Type = SchemaType.Object };
        var properties = new Dictionary<string, ObjectSchema>(StringComparer.Ordinal);
        List<string>? required = null;
        var line = text.AsSpan(lines[name]);
        foreach (var range in line.Split(' '))
        {
            var word = line[range];
            var equals = word.IndexOf('=');
            if (equals < 0)
                continue;
            var must = word[equals - 1] == '!';
            var field = string.Intern(word[..(must ? equals - 1 : equals)].ToString());
            if (must)
                (required ??= []).Add(field);
            properties.Add(field, Code(word[(equals + 1)..]));
        }
        schema.Properties = properties;
        schema.Required = required ?? (IReadOnlyList<string>)[];
        return schema;
    }

    private ObjectSchema Code(ReadOnlySpan<char> code)
    {
        if (code[0] == '>')
            return Read(code[1..].ToString());
        var key = code.ToString();
        if (plain.TryGetValue(key, out var known))
            return known;
        return plain[key] = code switch
        {
            ['[', .. var item] => List(item),
            ['{', .. var value] => new() { Type = SchemaType.Object, Additional = Code(value) },
            ['s', '(', .. var allowed, ')'] => new() { Type = SchemaType.String, Enum = allowed.ToString().Replace('~', ' ').Split('|') },
            "s" => new() { Type = SchemaType.String },
            "y" => new() { Type = SchemaType.String, Format = "byte" },
            "t" => new() { Type = SchemaType.String, Format = "date-time" },
            "i" => new() { Type = SchemaType.Integer, Format = "int32" },
            "l" => new() { Type = SchemaType.Integer, Format = "int64" },
            "f" => new() { Type = SchemaType.Number },
            "b" => new() { Type = SchemaType.Boolean },
            "q" => new() { Type = SchemaType.Quantity },
            "x" => new() { Type = SchemaType.IntOrString },
            _ => ObjectSchema.Anything,
        };
    }

    private ObjectSchema List(ReadOnlySpan<char> code)
    {
        var mark = code.IndexOf('%');
        if (mark < 0)
            return new() { Type = SchemaType.List, Items = Code(code) };
        var keys = code[(mark + 1)..];
        return new()
        {
            Type = SchemaType.List,
            Items = Code(code[..mark]),
            ListUse = keys.IsEmpty ? ListUse.Set : ListUse.Map,
            ListKeys = keys.IsEmpty ? [] : keys.ToString().Split(','),
        };
    }

    private static string Load()
    {
        using var stream = typeof(BuiltInKinds).Assembly.GetManifestResourceStream("Sluis.kubernetes.txt")
            ?? throw new InvalidOperationException("The table of built-in kinds is not part of the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}

internal sealed record BuiltInKind(string ApiVersion, string Kind, bool Namespaced, string Type);
