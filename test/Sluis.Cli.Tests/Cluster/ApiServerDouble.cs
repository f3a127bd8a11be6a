using System.Net;
using System.Text;

namespace Sluis.Cli.Tests.Cluster;

/// <summary>
/// Answers as an API server is documented to: APIResourceLists, objects, and Status failures. The same tests run against a real one
/// when SLUIS_TEST_KUBECONFIG names it.
/// </summary>
internal sealed class ApiServerDouble : IDisposable
{
    private readonly HttpListener listener = new();
    private readonly Lock gate = new();
    private readonly List<string> requests = [];

    public ApiServerDouble()
    {
        for (var attempt = 0; ; attempt++)
            try
            {
                Url = $"http://127.0.0.1:{Random.Shared.Next(20000, 60000)}";
                listener.Prefixes.Clear();
                listener.Prefixes.Add(Url + "/");
                listener.Start();
                break;
            }
            catch (HttpListenerException) when (attempt < 20)
            {
                continue;
            }
        _ = ServeAsync();
    }

    public string Url { get; }

    /// <summary>Path without the query to status, body and warning header.</summary>
    public Dictionary<string, (int Code, string Body, string? Warning)> Answers { get; } = new()
    {
        ["/version"] = (200, """{"major":"1","minor":"33"}""", null),
        ["/api/v1"] = (200, """{"kind":"APIResourceList","resources":[{"name":"namespaces","kind":"Namespace","namespaced":false},{"name":"services","kind":"Service","namespaced":true},{"name":"services/status","kind":"Service","namespaced":true}]}""", null),
        ["/apis/apps/v1"] = (200, """{"kind":"APIResourceList","resources":[{"name":"deployments","kind":"Deployment","namespaced":true}]}""", null),
    };

    public IReadOnlyList<string> Requests
    {
        get
        {
            lock (gate)
                return [.. requests.Order(StringComparer.Ordinal)];
        }
    }

    public string KubeConfig(string token = "the-token") => $"""
        apiVersion: v1
        kind: Config
        current-context: test
        clusters:
        - name: test
          cluster: {"{"}server: "{Url}"{"}"}
        users:
        - name: me
          user: {"{"}token: {token}{"}"}
        contexts:
        - name: test
          context: {"{"}cluster: test, user: me{"}"}
        """;

    private async Task ServeAsync()
    {
        while (listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return;
            }
            using var reader = new StreamReader(context.Request.InputStream);
            var body = await reader.ReadToEndAsync();
            var path = context.Request.Url!.AbsolutePath;
            lock (gate)
                requests.Add($"{context.Request.HttpMethod} {context.Request.Url.PathAndQuery} {context.Request.ContentType} {body.Length > 0}");
            var (code, answer, warning) = context.Request.Headers["Authorization"] != "Bearer the-token" ? (401, """{"kind":"Status","code":401,"reason":"Unauthorized"}""", null)
                : Answers.TryGetValue(path, out var known) ? known
                : context.Request.HttpMethod == "GET" ? (404, "404 page not found", null) : (200, "{}", null);
            if (warning is not null)
                context.Response.AddHeader("Warning", warning);
            context.Response.StatusCode = code;
            await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer));
            context.Response.Close();
        }
    }

    public void Dispose() => listener.Close();
}
