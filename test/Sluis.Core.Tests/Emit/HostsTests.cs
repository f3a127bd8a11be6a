using k8s.Models;
using Sluis.Core.Tests.Understanding;

namespace Sluis.Core.Tests.Emit;

public class HostsTests
{
    [Fact]
    public void A_linked_alias_resolves_to_its_service()
    {
        var emitted = Emitted.From("""
            services:
              app: {image: "example/app:1", links: ["postgres-main:mydb"], environment: {DATABASE_URL: "postgres://u@mydb:5432/x"}}
              postgres-main: {image: "postgres:16"}
            """);
        Assert.DoesNotContain("SL2104", emitted.Codes);
        Assert.Equal("postgres-main", emitted.One<V1Service>("mydb").Spec.Selector["app.kubernetes.io/name"]);
    }

    [Fact]
    public void An_external_link_into_another_project_of_the_platform_is_a_link()
    {
        var understood = new Understood("""
            name: shop
            services:
              app: {image: "example/app:1", external_links: ["billing-db:db", "legacy_1:old"], networks: [shared]}
            networks: {shared: {name: shared}}
            """, """
            name: billing
            services:
              db: {image: "postgres:16", container_name: billing-db, networks: [shared]}
            networks: {shared: {name: shared, external: true}}
            """);
        Assert.Contains("app -> db:5432", understood.Edges);
        Assert.Contains("legacy_1", Assert.Single(understood.Messages("SL2109")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_call_to_the_docker_host_says_which_service_publishes_the_port()
    {
        var emitted = Emitted.From("""
            services:
              app:
                image: example/app:1
                extra_hosts: ["host.docker.internal:host-gateway"]
                environment: {API_URL: "http://host.docker.internal:8080"}
              web: {image: "nginx:1.27", ports: ["8080:80"]}
              batch: {image: "example/batch:1", environment: {ERP_URL: "http://host.docker.internal:9000"}}
            """);
        var findings = emitted.Findings.Where(f => f.Code == "SL2110").ToList();
        Assert.Equal(2, findings.Count);
        Assert.Contains("port 8080 is web:80", findings[0].Fix, StringComparison.Ordinal);
        Assert.Contains("EndpointSlice", findings[1].Fix, StringComparison.Ordinal);
        Assert.DoesNotContain("SL4103", emitted.Codes);
        Assert.Null(emitted.Pod("app").HostAliases);
    }

    [Fact]
    public void A_machine_named_by_address_is_let_through()
    {
        var emitted = Emitted.From("""
            services:
              app: {image: "example/app:1", extra_hosts: ["erp.lan:192.168.10.7"], environment: {ERP: "http://erp.lan:8000"}}
            """);
        Assert.Equal("192.168.10.7", emitted.Pod("app").HostAliases.Single().Ip);
        var egress = emitted.One<V1NetworkPolicy>("app").Spec.Egress;
        Assert.Contains(egress, e => e.To.Any(t => t.IpBlock?.Cidr == "192.168.10.7/32"));
    }

    [Fact]
    public void A_call_out_of_an_internal_network_is_a_finding()
    {
        var understood = new Understood("""
            services:
              app: {image: "example/app:1", networks: [in], environment: {PAY_URL: "https://api.pay.example.com/v1"}}
              free: {image: "example/app:1", networks: [in, out], environment: {PAY_URL: "https://api.pay.example.com/v1"}}
              proxied: {image: "example/app:1", networks: [in], environment: {PAY_URL: "https://api.pay.example.com/v1", HTTPS_PROXY: "http://free:3128"}}
            networks: {in: {internal: true}, out: {}}
            """);
        Assert.Contains("\"app\" calls api.pay.example.com", Assert.Single(understood.Messages("SL2111")), StringComparison.Ordinal);
    }

    private const string BehindTraefik = """
        services:
          traefik: {image: "traefik:v3.1", command: ["--providers.docker"], volumes: ["/var/run/docker.sock:/var/run/docker.sock:ro"]}
          web:
            image: "nginx:1.27"
            labels: {traefik.http.routers.web.rule: "Host(`www.example.com`)", traefik.http.services.web.loadbalancer.server.port: "80"}
          app: {image: "example/app:1", environment: {GATEWAY_URL: "http://traefik:80"}}
          watch: {image: "example/watch:1", environment: {METRICS: "http://traefik:8082/metrics"}}
        """;

    [Fact]
    public void The_name_of_a_replaced_proxy_leads_to_the_gateway_and_its_other_ports_are_a_decision()
    {
        var emitted = Emitted.From(BehindTraefik);
        var alias = emitted.One<V1Service>("traefik").Spec;
        Assert.Equal(("ExternalName", "traefik.ingress.svc.cluster.local"), (alias.Type, alias.ExternalName));
        Assert.Contains(emitted.One<V1NetworkPolicy>("app").Spec.Egress, e => e.Ports?.Any(p => p.Port.Value == "8000") == true);
        Assert.Contains("shop/app", emitted.Findings.Single(f => f.Code == "SL3117").Message, StringComparison.Ordinal);
        Assert.Contains("shop/watch", emitted.Findings.Single(f => f.Code == "SL3106").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_gateway_whose_service_has_no_known_name_leaves_the_call_to_a_person()
    {
        var emitted = Emitted.From(BehindTraefik, "routing: {className: eg}");
        Assert.Equal(2, emitted.Codes.Count(c => c == "SL3106"));
        Assert.DoesNotContain(emitted.All<V1Service>(), s => s.Metadata.Name == "traefik");
    }

    [Fact]
    public void A_name_no_service_can_have_is_rewritten_in_mounted_files_too()
    {
        var emitted = Emitted.From("""
            services:
              web: {image: "nginx:1.27", volumes: ["./app.conf:/etc/nginx/conf.d/app.conf:ro"]}
              my_api: {image: "example/api:1", expose: ["8000"]}
            """, "", ("app.conf", "server { location / { proxy_pass http://my_api:8000; } }\n"));
        Assert.Contains("http://my-api:8000", emitted.All<V1ConfigMap>().Single().Data["app.conf"], StringComparison.Ordinal);
        Assert.Single(emitted.Codes, "SL4114");
    }
}
