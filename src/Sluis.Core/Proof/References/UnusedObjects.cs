using Sluis.Core.Proof.Manifests;
using Sluis.Core.Proof.Schema.BuiltIn;
using Sluis.Core.Yaml;

namespace Sluis.Core.Proof.References;

/// <summary>ConfigMaps, Secrets and claims that nobody names. Custom resources may name them in fields that we do not know, so any text counts there.</summary>
internal static class UnusedObjects
{
    public static void Check(EnvironmentIndex index)
    {
        HashSet<string>? mentioned = null;
        foreach (var item in index.Environment.Objects)
        {
            var (kind, name) = item.Kind switch
            {
                "ConfigMap" or "PersistentVolumeClaim" => (item.Kind, item.Name),
                "Secret" => ("Secret", item.Name),
                "ExternalSecret" => ("Secret", item.Spec.Map("target").Text("name") ?? item.Name),
                "SealedSecret" => ("Secret", item.Spec.Map("template").Map("metadata").Text("name") ?? item.Name),
                _ => ("", ""),
            };
            if (kind.Length == 0 || index.IsUsed(kind, item.Namespace, name) || IsForOthers(item))
                continue;
            mentioned ??= Mentioned(index.Environment);
            if (!mentioned.Contains(name))
                index.Report(ReferenceDiagnostics.Unused(new Referrer(item).At(item.Metadata ?? item.Root, "metadata", "name"), kind, name));
        }
    }

    /// <summary>Found by a label or annotation: dashboards of Grafana, repositories of Argo CD, tokens, what says that it is kept.</summary>
    private static bool IsForOthers(ManifestObject item)
    {
        foreach (var label in item.Metadata.Entries("labels"))
            if (label.Key.StartsWith("grafana_", StringComparison.Ordinal) || label.Key is "argocd.argoproj.io/secret-type" or "app.kubernetes.io/part-of" && label.Value is ScalarNode { Text: "argocd" })
                return true;
        return item.Root.Text("type") is "kubernetes.io/service-account-token" or "bootstrap.kubernetes.io/token";
    }

    private static HashSet<string> Mentioned(RenderedEnvironment environment)
    {
        var texts = new HashSet<string>(StringComparer.Ordinal);
        foreach (var item in environment.Objects)
            if (BuiltInKinds.Instance.Find(item.ApiVersion, item.Kind) is null && item.Kind is not ("ExternalSecret" or "SealedSecret"))
                Collect(item.Root, texts);
        return texts;
    }

    private static void Collect(Node node, HashSet<string> texts)
    {
        switch (node)
        {
            case MapNode map:
                foreach (var entry in map.Entries)
                    Collect(entry.Value, texts);
                break;
            case ListNode list:
                foreach (var item in list.Items)
                    Collect(item, texts);
                break;
            case ScalarNode { Kind: ScalarKind.String } scalar:
                texts.Add(scalar.Text);
                break;
        }
    }
}
