using Sluis.Core.Proof.Manifests;

namespace Sluis.Core.Proof.References;

/// <summary>Bindings, stores of secrets and issuers of certificates.</summary>
internal static class AccessReferences
{
    private static readonly string[] BuiltInRoles = ["admin", "cluster-admin", "edit", "view"];

    public static void Binding(EnvironmentIndex index, ManifestObject item)
    {
        var by = new Referrer(item);
        if (item.Root.Map("roleRef") is { } reference && reference.Text("kind") is "Role" or "ClusterRole" && item.Root.Map("roleRef").Text("name") is { } role)
        {
            var kind = reference.Text("kind") ?? "";
            var known = kind == "ClusterRole" && (BuiltInRoles.Contains(role) || role.StartsWith("system:", StringComparison.Ordinal));
            if (!known && index.Find(kind, kind == "Role" ? item.Namespace : null, role) is null)
                index.Report(ReferenceDiagnostics.NoRole(by.At(reference, "roleRef", "name"), kind, role));
        }
        var i = 0;
        foreach (var subject in item.Root.Maps("subjects"))
        {
            var path = $"subjects[{i++}]";
            if (subject.Text("kind") == "ServiceAccount" && subject.Text("name") is { } name and not "default" && subject.Text("namespace") is { } ns && index.Find("ServiceAccount", ns, name) is null)
                index.ReportMissing(ns, "ServiceAccount", name, by.At(subject, path, "name"), at => ReferenceDiagnostics.NoAccount(at, name));
        }
    }

    /// <summary>https://external-secrets.io/latest/api/externalsecret/</summary>
    public static void ExternalSecret(EnvironmentIndex index, ManifestObject item)
    {
        if (item.Spec.Map("secretStoreRef") is not { } store || store.Text("name") is not { } name)
            return;
        var kind = store.Text("kind") ?? "SecretStore";
        if (index.Find(kind, kind == "SecretStore" ? item.Namespace : null, name) is null)
            index.Report(ReferenceDiagnostics.NoStore(new Referrer(item).At(store, "spec.secretStoreRef", "name"), kind, name));
    }

    /// <summary>https://cert-manager.io/docs/usage/certificate/</summary>
    public static void Certificate(EnvironmentIndex index, ManifestObject item)
    {
        if (item.Spec.Map("issuerRef") is not { } issuer || issuer.Text("name") is not { } name || issuer.Text("group") is not (null or "cert-manager.io"))
            return;
        var kind = issuer.Text("kind") ?? "Issuer";
        if (index.Find(kind, kind == "Issuer" ? item.Namespace : null, name) is null)
            index.Report(ReferenceDiagnostics.NoStore(new Referrer(item).At(issuer, "spec.issuerRef", "name"), kind, name));
    }
}
