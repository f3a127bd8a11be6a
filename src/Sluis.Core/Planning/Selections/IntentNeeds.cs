namespace Sluis.Core.Planning.Selections;

/// <summary>What sluis.yaml says, or leaves unsaid, about people, provider and neighbouring choices.</summary>
internal static class IntentNeeds
{
    public static void Read(Intent intent, RequirementList needs)
    {
        var people = intent.TeamSize ?? SelectionDefaults.AssumedTeam;
        var team = intent.TeamSize is null
            ? $"team.size is not stated; {SelectionDefaults.AssumedTeam} people are assumed to run the platform"
            : people == 1 ? "one person runs the platform (team.size)" : $"{people} people run the platform (team.size)";
        if (people <= SelectionDefaults.SmallTeam)
            needs.Add("small-team", team);
        if (people >= SelectionDefaults.LargeTeam)
            needs.Add("large-team", team);

        var provider = intent.Provider ?? Provider.BareMetal;
        var where = intent.Provider is null ? "no provider is stated, so machines of your own are assumed" : $"sluis.yaml states provider {IntentWords.Of(provider)}";
        if (provider is Provider.BareMetal or Provider.Local)
            needs.Add("own-machines", where);
        if (provider is Provider.BareMetal or Provider.Local or Provider.Hetzner)
            needs.Add("no-managed-databases", where);
        if (provider is not (Provider.Aws or Provider.Azure or Provider.Gcp)
            && intent.Secrets.Backend is not (SecretBackend.AwsSecretsManager or SecretBackend.AzureKeyVault or SecretBackend.GcpSecretManager))
            needs.Add("no-cloud-store", where);

        if (intent.Secrets.Delivery == SecretDelivery.Sops)
            needs.Add("sops", "sluis.yaml asks for SOPS (secrets.delivery)");
        if (intent.Mesh is MeshChoice.IstioAmbient or MeshChoice.IstioSidecar)
            needs.Add("mesh-istio", "sluis.yaml asks for Istio's mesh (mesh)");
        if (intent.Mesh == MeshChoice.Cilium)
            needs.Add("mesh-cilium", "sluis.yaml asks for Cilium's mesh (mesh)");
        if (intent.NetworkPlugin == NetworkPluginChoice.Calico)
            needs.Add("plugin-calico", "sluis.yaml asks for Calico (networkPlugin)");
        if (intent.Routing.Dialect == RoutingDialect.TraefikIngressRoute)
            needs.Add("routes-of-traefik", "sluis.yaml asks for IngressRoutes (routing.dialect)");
        if (intent.Routing.Dialect == RoutingDialect.Ingress)
            needs.Add("routes-of-ingress", "sluis.yaml asks for Ingress objects (routing.dialect)");
    }
}
