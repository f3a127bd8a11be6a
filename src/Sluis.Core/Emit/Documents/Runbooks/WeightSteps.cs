using System.Globalization;
using System.Text;
using Sluis.Core.Planning;
using Sluis.Core.Platform;

namespace Sluis.Core.Emit.Documents.Runbooks;

/// <summary>Requests by weight between a workload and its old self: a second backend of its routes, which is the old host.</summary>
internal static class WeightSteps
{
    private static readonly int[] Shares = [95, 75, 50, 0];

    public static void Write(StringBuilder text, Crossing crossing, WorkloadPlan workload)
    {
        var (port, published) = Port(crossing, workload);
        text.Append(CultureInfo.InvariantCulture, $"{(published is null ? $"# the old host does not publish {workload.Service.Key.Service}:{port}: do so first, open to the cluster's nodes only\n" : "")}kubectl apply -f - <<OLD\napiVersion: v1\nkind: Service\nmetadata:\n  name: {Old(workload)}\n  namespace: {workload.Namespace}\nspec:\n  ports:\n    - name: http\n      port: {port}\n---\napiVersion: discovery.k8s.io/v1\nkind: EndpointSlice\nmetadata:\n  name: {Old(workload)}\n  namespace: {workload.Namespace}\n  labels:\n    kubernetes.io/service-name: {Old(workload)}\naddressType: IPv4\nports:\n  - name: http\n    port: {published ?? port}\nendpoints:\n  - addresses: [\"$OLD_HOST\"]\nOLD\n");
        for (var i = 0; i < Shares.Length; i++)
        {
            Weights(text, crossing, workload, Shares[i]);
            if (i == 0)
                CutOverSteps.Switch(text, crossing, workload);
            text.Append(CultureInfo.InvariantCulture, $"# {100 - Shares[i]} % in the cluster: hold the gate for {(Shares[i] == 0 ? 60 : 10)} min\n");
        }
    }

    /// <param name="old">Per cent of the requests that the old one gets.</param>
    public static void Weights(StringBuilder text, Crossing crossing, WorkloadPlan workload, int old)
    {
        var (port, _) = Port(crossing, workload);
        var backends = string.Create(CultureInfo.InvariantCulture, $"[{{\"name\":\"{workload.Name}\",\"port\":{port},\"weight\":{100 - old}}},{{\"name\":\"{Old(workload)}\",\"port\":{port},\"weight\":{old}}}]");
        var (kind, field) = crossing.Plan.Choices.Routing == RoutingDialect.TraefikIngressRoute ? ("ingressroute", "routes[].services") : ("httproute", "rules[].backendRefs");
        text.Append(CultureInfo.InvariantCulture, $"kubectl -n {workload.Namespace} get {kind} -l app.kubernetes.io/name={workload.Name} -o json | jq '(.items[].spec.{field} | select(.)) = {backends}' | kubectl apply -f -\n");
    }

    private static string Old(WorkloadPlan workload) => LegalNames.Label($"{workload.Name}-old");

    private static (int Port, int? Published) Port(Crossing crossing, WorkloadPlan workload)
    {
        foreach (var route in crossing.Plan.Platform.Routes)
            if (route.Service == workload.Service.Key && route.Port is { } stated)
                return (stated, Crossing.PublishedAt(workload, stated));
        var port = workload.Service.Ports.IsEmpty ? 80 : workload.Service.Ports[0].Number;
        return (port, Crossing.PublishedAt(workload, port));
    }
}
