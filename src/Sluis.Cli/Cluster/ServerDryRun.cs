using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using k8s;
using Sluis.Core.Diagnostics;
using Sluis.Core.Proof;
using Sluis.Core.Proof.Manifests;
using Sluis.Core.Yaml;

namespace Sluis.Cli.Cluster;

/// <summary>
/// Asks an API server to apply each object without keeping it. https://kubernetes.io/docs/reference/using-api/server-side-apply/
/// An object that several environments share is asked once.
/// </summary>
internal sealed class ServerDryRun(Kubernetes client)
{
    /// <summary>The server's own fairness gives a person's requests some twenty seats; this leaves most of them to others.</summary>
    private const int AtOnce = 6;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, Lazy<Task<ServedKinds>>> served = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<(string ApiVersion, ManifestObject Item)> notServed = [];
    private readonly ConcurrentBag<(string Namespace, ManifestObject Item)> noNamespace = [];
    private int asked;
    private int refused;

    /// <exception cref="ClusterUnreachableException">It does not answer or does not know us.</exception>
    public async Task<ProofResult> CheckAsync(IReadOnlyList<RenderedEnvironment> environments, Findings findings, CancellationToken cancellation)
    {
        var objects = environments.SelectMany(static e => e.Objects).Where(static o => o.Kind.Length > 0 && o.Name.Length > 0).DistinctBy(static o => o.Root, ReferenceEqualityComparer.Instance).ToList();
        using (var version = await SendAsync(HttpMethod.Get, "version", null, cancellation).ConfigureAwait(false))
            if (!version.IsSuccessStatusCode)
                throw new ClusterUnreachableException($"it answers {(int)version.StatusCode} to a question for its version");
        await Parallel.ForEachAsync(objects, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellation },
            async (item, stop) => await AskAsync(item, findings, stop).ConfigureAwait(false)).ConfigureAwait(false);
        foreach (var group in notServed.GroupBy(static n => (n.ApiVersion, n.Item.Kind)))
            findings.Add(ClusterDiagnostics.NotServed(group.Min(static n => n.Item.At), group.Key.ApiVersion, group.Key.Kind, group.Count()));
        foreach (var group in noNamespace.GroupBy(static n => n.Namespace))
            findings.Add(ClusterDiagnostics.NoNamespace(group.Min(static n => n.Item.At), group.Key, group.Count()));
        return new("api-server", asked, string.Create(CultureInfo.InvariantCulture,
            $"{client.BaseUri.Host} takes {asked - refused} of {objects.Count} objects, refuses {refused}, and could not be asked about {objects.Count - asked}"), []);
    }

    private async Task AskAsync(ManifestObject item, Findings findings, CancellationToken cancellation)
    {
        var kinds = await served.GetOrAdd(item.ApiVersion, version => new(() => DiscoverAsync(version, cancellation))).Value.ConfigureAwait(false);
        if (kinds.Find(item.Kind) is not var (plural, namespaced))
        {
            notServed.Add((item.ApiVersion, item));
            return;
        }
        var scope = namespaced ? $"namespaces/{Uri.EscapeDataString(item.Namespace ?? "default")}/" : "";
        var path = $"{Group(item.ApiVersion)}/{scope}{plural}/{Uri.EscapeDataString(item.Name)}?dryRun=All&fieldManager=sluis&force=true&fieldValidation=Strict";
        using var answer = await SendAsync(HttpMethod.Patch, path, YamlWriter.Write(item.Root), cancellation).ConfigureAwait(false);
        foreach (var warning in answer.Headers.Warning)
            findings.Add(ClusterDiagnostics.Warned(item, Unquoted(warning)));
        if (answer.IsSuccessStatusCode)
        {
            Interlocked.Increment(ref asked);
            return;
        }
        var status = ApiStatus.Read(await answer.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false), answer.StatusCode);
        if (status is { Code: 404, DetailsKind: "namespaces" })
        {
            noNamespace.Add((status.DetailsName ?? item.Namespace ?? "default", item));
            return;
        }
        Interlocked.Increment(ref asked);
        Interlocked.Increment(ref refused);
        foreach (var cause in status.Causes)
            findings.Add(ClusterDiagnostics.Refused(item, cause.Field is null ? item.At : FieldPlace.Of(item.Root, cause.Field), cause.Field, cause.Reason, cause.Message));
    }

    private async Task<ServedKinds> DiscoverAsync(string apiVersion, CancellationToken cancellation)
    {
        using var answer = await SendAsync(HttpMethod.Get, Group(apiVersion), null, cancellation).ConfigureAwait(false);
        if (answer.StatusCode == HttpStatusCode.NotFound)
            return ServedKinds.None;
        if (!answer.IsSuccessStatusCode)
            throw new ClusterUnreachableException($"it answers {(int)answer.StatusCode} to a question for its kinds");
        return ServedKinds.Read(await answer.Content.ReadAsByteArrayAsync(cancellation).ConfigureAwait(false));
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, byte[]? body, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            patience.CancelAfter(Patience);
            HttpResponseMessage answer;
            try
            {
                using var request = new HttpRequestMessage(method, new Uri(client.BaseUri, path));
                if (body is not null)
                {
                    request.Content = new ByteArrayContent(body);
                    request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/apply-patch+yaml");
                }
                request.Headers.Accept.ParseAdd("application/json");
                if (client.Credentials is { } credentials)
                    await credentials.ProcessHttpRequestAsync(request, patience.Token).ConfigureAwait(false);
                answer = await client.HttpClient.SendAsync(request, patience.Token).ConfigureAwait(false);
            }
            catch (HttpRequestException e)
            {
                throw new ClusterUnreachableException((e.InnerException ?? e).Message);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                throw new ClusterUnreachableException("it does not answer in time");
            }
            if (answer.StatusCode == HttpStatusCode.Unauthorized)
            {
                answer.Dispose();
                throw new ClusterUnreachableException("it does not know who asks (401 Unauthorized)");
            }
            if (attempt == 4 || answer.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable))
                return answer;
            // The server says when to come back. https://kubernetes.io/docs/concepts/cluster-administration/flow-control/
            var wait = answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(attempt);
            answer.Dispose();
            await Task.Delay(wait < TimeSpan.FromSeconds(10) ? wait : TimeSpan.FromSeconds(10), cancellation).ConfigureAwait(false);
        }
    }

    private static string Group(string apiVersion) => apiVersion.Contains('/') ? $"apis/{apiVersion}" : $"api/{apiVersion}";

    private static string Unquoted(WarningHeaderValue warning) =>
        (warning.Text is ['"', .. var inner, '"'] ? inner : warning.Text).Replace("\\\"", "\"", StringComparison.Ordinal);
}

internal sealed class ClusterUnreachableException(string why) : Exception(why);
