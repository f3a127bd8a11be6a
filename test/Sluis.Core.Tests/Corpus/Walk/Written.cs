using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using k8s;
using k8s.Models;
using Sluis.Core.Diagnostics;
using Sluis.Core.Emit;
using Sluis.Core.Yaml;

namespace Sluis.Core.Tests.Corpus.Walk;

/// <summary>A manifest as it stands in its file: read back, and decoded into its typed model with nothing unknown in it.</summary>
internal sealed record WrittenObject(string Path, JsonObject Json, IKubernetesObject<V1ObjectMeta>? Typed)
{
    public string ApiVersion => (string?)Json["apiVersion"] ?? "";
    public string Kind => (string?)Json["kind"] ?? "";
    public string Name => (string?)Json["metadata"]?["name"] ?? "";
    public string? Namespace => (string?)Json["metadata"]?["namespace"];

    public V1PodTemplateSpec? Template => Typed switch
    {
        V1Deployment d => d.Spec.Template,
        V1StatefulSet s => s.Spec.Template,
        V1DaemonSet d => d.Spec.Template,
        V1Job j => j.Spec.Template,
        V1CronJob c => c.Spec.JobTemplate.Spec.Template,
        _ => null,
    };

    public override string ToString() => $"{Kind} {Namespace}/{Name}";
}

/// <summary>All objects of a repository, read from their bytes: what the emitter had in mind does not count.</summary>
internal sealed class Written
{
    private static readonly JsonSerializerOptions Strict = new()
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver(),
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    private static readonly Dictionary<(string, string), Type> Models = typeof(V1Pod).Assembly.GetTypes()
        .Where(static t => typeof(IKubernetesObject<V1ObjectMeta>).IsAssignableFrom(t) && t.IsClass)
        .Select(static t => (Type: t, Entity: t.GetCustomAttributes(typeof(KubernetesEntityAttribute), false).OfType<KubernetesEntityAttribute>().FirstOrDefault()))
        .Where(static t => t.Entity is not null)
        .ToDictionary(static t => (t.Entity!.Group.Length == 0 ? t.Entity.ApiVersion : $"{t.Entity.Group}/{t.Entity.ApiVersion}", t.Entity.Kind), static t => t.Type);

    private Written(RepositoryTree tree) => Tree = tree;

    public RepositoryTree Tree { get; }
    public List<WrittenObject> Objects { get; } = [];
    public List<string> Faults { get; } = [];

    public static Written Read(RepositoryTree tree)
    {
        var written = new Written(tree);
        foreach (var file in tree.Files)
            if (file.Path.EndsWith(".yaml", StringComparison.Ordinal) && (file.Path.StartsWith("apps/", StringComparison.Ordinal) || file.Path.StartsWith("platform/", StringComparison.Ordinal)))
                written.Add(file);
        return written;
    }

    public WrittenObject? Find(string kind, string? ns, string? name) => Objects.Find(o => o.Kind == kind && o.Namespace == ns && o.Name == name);

    public void Fault(WrittenObject at, string fault) => Faults.Add($"{at.Path}: {fault}");

    private void Add(RepositoryFile file)
    {
        var findings = new Findings();
        var documents = YamlReader.ReadAll(file.Path, file.Content.Span, findings);
        if (documents is not [MapNode root])
        {
            Faults.Add($"{file.Path}: {(findings.Sorted() is [var first, ..] ? first.Message : "is not one object")}");
            return;
        }
        var json = (JsonObject)ToJson(root)!;
        if ((string?)json["kind"] == "Kustomization")
            return;
        IKubernetesObject<V1ObjectMeta>? typed = null;
        if (Models.TryGetValue(((string?)json["apiVersion"] ?? "", (string?)json["kind"] ?? ""), out var model))
            try
            {
                typed = (IKubernetesObject<V1ObjectMeta>?)json.Deserialize(model, Strict);
            }
            catch (JsonException e)
            {
                Faults.Add($"{file.Path}: {e.Message}");
            }
        else if (file.Object is not CustomResource)
            Faults.Add($"{file.Path}: no model for {json["apiVersion"]} {json["kind"]}");
        Objects.Add(new(file.Path, json, typed));
    }

    public static JsonNode? ToJson(Node node) => node switch
    {
        MapNode map => new JsonObject(map.Entries.Select(static e => KeyValuePair.Create(e.Key, ToJson(e.Value)))),
        ListNode list => new JsonArray([.. list.Items.Select(ToJson)]),
        ScalarNode { Kind: ScalarKind.Null } => null,
        ScalarNode { Kind: ScalarKind.String } scalar => JsonValue.Create(scalar.Text),
        ScalarNode scalar => JsonNode.Parse(Encoding.UTF8.GetBytes(scalar.Text)),
        _ => null,
    };
}
