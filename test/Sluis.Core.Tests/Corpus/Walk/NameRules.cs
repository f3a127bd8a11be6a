using System.Text.RegularExpressions;

namespace Sluis.Core.Tests.Corpus.Walk;

/// <summary>Names and labels are legal and unique. https://kubernetes.io/docs/concepts/overview/working-with-objects/names/</summary>
internal static partial class NameRules
{
    public static void Check(Written written)
    {
        var seen = new HashSet<(string, string, string?, string)>();
        foreach (var obj in written.Objects)
        {
            if (!seen.Add((obj.ApiVersion, obj.Kind, obj.Namespace, obj.Name)))
                written.Fault(obj, "the same object stands in another file too");
            var legal = obj.Kind switch
            {
                "Service" => obj.Name.Length <= 63 && Label1035().IsMatch(obj.Name),
                "Namespace" => obj.Name.Length <= 63 && Label1123().IsMatch(obj.Name),
                "CronJob" => obj.Name.Length <= 52 && Subdomain().IsMatch(obj.Name),
                "Deployment" or "StatefulSet" or "DaemonSet" or "Job" => obj.Name.Length <= 63 && Subdomain().IsMatch(obj.Name),
                _ => obj.Name.Length <= 253 && Subdomain().IsMatch(obj.Name),
            };
            if (!legal)
                written.Fault(obj, $"\"{obj.Name}\" is no name for a {obj.Kind}");
            Labels(written, obj, obj.Json["metadata"]?["labels"]);
            Annotations(written, obj, obj.Json["metadata"]?["annotations"]);
            if (obj.Namespace is { } ns && written.Find("Namespace", null, ns) is null)
                written.Fault(obj, $"there is no namespace {ns}");
            if (obj.Template is not { } template)
                continue;
            foreach (var (key, value) in template.Metadata.Labels)
                Label(written, obj, key, value);
            foreach (var key in template.Metadata.Annotations?.Keys ?? [])
                if (!Key().IsMatch(key))
                    written.Fault(obj, $"\"{key}\" is no key for an annotation");
            foreach (var container in template.Spec.Containers.Concat(template.Spec.InitContainers ?? []))
                if (container.Name.Length > 63 || !Label1123().IsMatch(container.Name))
                    written.Fault(obj, $"\"{container.Name}\" is no name for a container");
            foreach (var volume in template.Spec.Volumes ?? [])
                if (volume.Name.Length > 63 || !Label1123().IsMatch(volume.Name))
                    written.Fault(obj, $"\"{volume.Name}\" is no name for a volume");
        }
    }

    private static void Labels(Written written, WrittenObject obj, System.Text.Json.Nodes.JsonNode? labels)
    {
        foreach (var (key, value) in labels?.AsObject() ?? [])
            Label(written, obj, key, (string?)value ?? "");
    }

    private static void Label(Written written, WrittenObject obj, string key, string value)
    {
        if (!Key().IsMatch(key))
            written.Fault(obj, $"\"{key}\" is no key for a label");
        if (value.Length > 63 || !LabelValue().IsMatch(value))
            written.Fault(obj, $"\"{value}\" is no value for the label {key}");
    }

    private static void Annotations(Written written, WrittenObject obj, System.Text.Json.Nodes.JsonNode? annotations)
    {
        foreach (var (key, _) in annotations?.AsObject() ?? [])
            if (!Key().IsMatch(key))
                written.Fault(obj, $"\"{key}\" is no key for an annotation");
    }

    [GeneratedRegex("^[a-z]([-a-z0-9]*[a-z0-9])?$")]
    private static partial Regex Label1035();

    [GeneratedRegex("^[a-z0-9]([-a-z0-9]*[a-z0-9])?$")]
    private static partial Regex Label1123();

    [GeneratedRegex(@"^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$")]
    private static partial Regex Subdomain();

    [GeneratedRegex("^([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$")]
    private static partial Regex LabelValue();

    [GeneratedRegex(@"^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$")]
    private static partial Regex Key();
}
