using System.Diagnostics;
using System.Globalization;
using System.Text;
using Sluis.Core;
using Sluis.Core.Compose;
using Sluis.Core.Diagnostics;
using Sluis.Core.IO;
using Sluis.Core.Planning;
using Sluis.Core.Proof;
using Sluis.Core.Proof.Claims;
using Sluis.Core.Proof.Connectivity;
using Sluis.Core.Proof.Names;
using Sluis.Core.Proof.Posture;
using Sluis.Core.Proof.References;
using Sluis.Core.Proof.Rendering;
using Sluis.Core.Proof.Resilience;
using Sluis.Core.Proof.Schema;
using Sluis.Core.Proof.Secrets;

// Stage by stage, in one warm process: the median of some runs, beside the stage "compile" of the same run. Absolute times of
// shared machines drift; the ratios hold. dotnet run -c Release --project bench/Stages
foreach (var services in args.Length > 0 ? args.Select(static a => int.Parse(a, CultureInfo.InvariantCulture)) : [50, 500, 5_000])
{
    var sources = new MemorySourceTree("/bench").Add("compose.yaml", Compose(services));
    var runs = services <= 500 ? 7 : 3;
    var times = new Dictionary<string, List<double>>();
    var objects = 0;
    for (var run = 0; run <= runs; run++)
    {
        var findings = new Findings();
        Compilation compilation = Timed("compile", () => SluisCompiler.Compile(sources, ["/bench"], new ComposeOptions(), new Intent(), findings));
        if (compilation.Tree is not { } tree)
            throw new InvalidOperationException("The synthetic platform does not compile.");
        var repository = new RepositorySnapshot(tree.Files.Select(static f => KeyValuePair.Create(f.Path, f.Content)));
        var claims = ClaimsReader.Read(repository, findings);
        var environments = Timed("rendering (with parsing)", () => Environments.Render(repository, new ProofOptions(), findings));
        objects = environments.Sum(static e => e.Objects.Count);
        var context = new ProofContext { Repository = repository, Environments = environments, Claims = claims, Findings = findings };
        Timed("connectivity", () => ConnectivityProof.Check(context));
        Timed("names", () => NamesProof.Check(context));
        Timed("posture", () => PostureProof.Check(context));
        Timed("references", () => ReferenceProof.Check(context));
        Timed("resilience", () => ResilienceProof.Check(context));
        Timed("schema", () => SchemaProof.Check(context));
        Timed("secrets", () => SecretsProof.Check(context));
        Timed("verify, all of it", () => Verifier.Verify(new RepositorySnapshot(tree.Files.Select(static f => KeyValuePair.Create(f.Path, f.Content))), claims, new ProofOptions(), new Findings()));

        T Timed<T>(string stage, Func<T> work)
        {
            var watch = Stopwatch.StartNew();
            var result = work();
            // The first run warms up.
            if (run > 0)
            {
                if (!times.TryGetValue(stage, out var list))
                    times.Add(stage, list = []);
                list.Add(watch.Elapsed.TotalMilliseconds);
            }
            return result;
        }
    }
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{services} services, {objects} objects in three environments"));
    var compile = Median(times["compile"]);
    foreach (var (stage, list) in times)
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {stage,-26} {Median(list),9:0.0} ms  {Median(list) / compile,6:0.00}"));
}

static double Median(List<double> values)
{
    values.Sort();
    return values[values.Count / 2];
}

// The platform of synthetic.py: ports, environment, health check, volume, an edge to the next.
static string Compose(int services)
{
    var text = new StringBuilder("name: bench\nservices:\n");
    for (var i = 0; i < services; i++)
        text.Append(CultureInfo.InvariantCulture, $$"""
              service-{{i}}:
                image: registry.example.com/service-{{i}}:1.0.{{i % 10}}
                restart: unless-stopped
                ports: ["{{20000 + i}}:8080"]
                environment:
                  LOG_LEVEL: info
                  NEXT_URL: http://service-{{(i + 1) % services}}:8080
                  TOKEN_TTL: "3600"
                volumes: ["data-{{i}}:/data"]
                healthcheck:
                  test: ["CMD", "curl", "-f", "http://localhost:8080/health"]
                  interval: 10s
                  timeout: 5s
                  retries: 3

            """);
    text.Append("volumes:\n");
    for (var i = 0; i < services; i++)
        text.Append(CultureInfo.InvariantCulture, $"  data-{i}: {{}}\n");
    return text.ToString();
}
