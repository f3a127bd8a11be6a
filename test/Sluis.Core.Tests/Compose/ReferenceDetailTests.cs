namespace Sluis.Core.Tests.Compose;

/// <summary>Corners of the reference implementation that real files run into.</summary>
public class ReferenceDetailTests
{
    [Theory]
    [InlineData("80: x", "SL1007 4:14")]
    [InlineData("true: x", "SL1007 4:14")]
    [InlineData("'80': x", null)]
    public void A_key_that_is_not_text_is_refused(string entry, string? refusal)
    {
        var yaml = $"services:\n  a:\n    image: x\n    labels: {{{entry}}}";
        if (refusal is null)
            Assert.Equal("'x'", Reading.Service("labels: {" + entry + "}", "labels.80"));
        else
            Assert.Equal(refusal, Reading.Refused(yaml));
    }

    [Fact]
    public void The_project_name_is_known_while_files_are_read() => Assert.Equal("'x:my_proj-1'", Reading.Json(
        Reading.Tree(("compose.yaml", "name: ${NAME:-My_Proj-1}\nservices:\n  a:\n    image: x:${COMPOSE_PROJECT_NAME}")), "services.a.image", "compose.yaml"));

    [Fact]
    public void The_last_name_of_several_files_counts() => Assert.Equal("'two'", Reading.Json(
        Reading.Tree(("1.yaml", "name: one\nservices: {a: {image: x}}"), ("2.yaml", "name: two")), "name", "1.yaml", "2.yaml"));

    [Fact]
    public void A_text_that_came_out_empty_is_not_printed() => Assert.Equal("'nothing'", Reading.Service("hostname: ${NOTHING}", "hostname"));

    [Fact]
    public void An_image_that_came_out_empty_is_none() => Assert.Equal("SL1221 3:5", Reading.Refused("services:\n  a:\n    image: ${NOTHING}"));

    [Fact]
    public void Empty_dns_addresses_are_left_out() => Assert.Equal("['1.1.1.1']", Reading.Service("dns: ['', 1.1.1.1]", "dns"));

    [Fact]
    public void Scale_counts_as_replicas_too() => Assert.Equal("3", Reading.Service("scale: 3\ndeploy: {}", "deploy.replicas"));

    [Theory]
    [InlineData("- 'A =1'")]
    [InlineData("- 'A '")]
    public void A_space_before_the_equals_sign_is_refused(string item) =>
        Assert.Equal("SL1206 5:9", Reading.Refused($"services:\n  a:\n    image: x\n    environment:\n      {item}"));

    [Fact]
    public void Addresses_of_a_host_are_cut_at_commas_only_in_a_list()
    {
        Assert.Equal("['h=1.1.1.1','h=2.2.2.2']", Reading.Service("extra_hosts: ['h=1.1.1.1,2.2.2.2']", "extra_hosts"));
        Assert.Equal("['h=1.1.1.1,2.2.2.2']", Reading.Service("extra_hosts: {h: '1.1.1.1,2.2.2.2'}", "extra_hosts"));
        Assert.Equal("['h=1.1.1.1','h=::1']", Reading.Service("extra_hosts: {h: [1.1.1.1, '[::1]']}", "extra_hosts"));
    }

    [Theory]
    [InlineData("1:2:3")]
    [InlineData("1.2.3:2:3")]
    [InlineData("01.2.3.4:2:3")]
    [InlineData("2:3/icmp")]
    [InlineData("70000:80")]
    [InlineData("8-9:80-82")]
    [InlineData("9-8:80")]
    public void A_port_that_is_none_is_refused(string port) =>
        Assert.Equal("SL1206 4:13", Reading.Refused($"services:\n  a:\n    image: x\n    ports: ['{port}']"));

    [Theory]
    [InlineData("80/", "[{'mode':'ingress','protocol':'tcp','target':80}]")]
    [InlineData("127.0.0.1::80/UDP", "[{'host_ip':'127.0.0.1','mode':'ingress','protocol':'udp','target':80}]")]
    [InlineData("[::1]:8-9:80", "[{'host_ip':'::1','mode':'ingress','protocol':'tcp','published':'8-9','target':80}]")]
    public void A_port_is_taken_apart(string port, string expected) => Assert.Equal(expected, Reading.Service($"ports: ['{port}']", "ports"));

    [Fact]
    public void A_very_short_volume_is_anonymous() => Assert.Equal("[{'target':'/a','type':'volume'}]", Reading.Service("volumes: [/a]", "volumes"));

    [Fact]
    public void Unlimited_and_no_gpu_print_as_empty()
    {
        Assert.Equal("{}", Reading.Service("ulimits: {nofile: 0}", "ulimits.nofile"));
        Assert.Equal("[{}]", Reading.Service("gpus: [{count: 0}]", "gpus"));
    }

    [Fact]
    public void A_number_and_a_text_are_two_published_ports() => Assert.Equal(
        "[{'mode':'ingress','protocol':'tcp','published':'8080','target':80},{'mode':'ingress','protocol':'tcp','published':'8080','target':80}]",
        Reading.Merged("ports: ['8080:80']", "ports: [{target: 80, published: 8080}]", "ports"));

    [Fact]
    public void Address_pools_of_one_subnet_gather_what_each_says() => Assert.Equal(
        "[{'gateway':'10.0.0.1','ip_range':'10.0.0.0/30','subnet':'10.0.0.0/8'}]",
        Reading.Json(Reading.Tree(
            ("1.yaml", "services: {a: {image: x}}\nnetworks: {default: {ipam: {config: [{subnet: 10.0.0.0/8}]}}}"),
            ("2.yaml", "networks: {default: {ipam: {config: [{subnet: 10.0.0.0/8, gateway: 10.0.0.1}, {subnet: 10.0.0.0/8, ip_range: 10.0.0.0/30}]}}}")),
            "networks.default.ipam.config", "1.yaml", "2.yaml"));

    [Fact]
    public void A_listed_variable_takes_the_value_of_the_include_that_lists_it()
    {
        var tree = Reading.Tree(
            ("compose.yaml", "include: [sub/compose.yaml]\nservices:\n  b:\n    image: x\n    environment: [TOKEN]"),
            ("sub/compose.yaml", "services:\n  a:\n    image: x\n    environment: [TOKEN]"),
            ("sub/.env", "TOKEN=inner"));
        Assert.Equal("'inner'", Reading.Json(tree, "services.a.environment.TOKEN", "compose.yaml"));
        Assert.Equal("'null'", Reading.Json(tree, "services.b.environment.TOKEN", "compose.yaml"));
    }

    [Fact]
    public void A_hook_before_the_start_may_have_only_an_image_and_the_others_none()
    {
        Assert.Equal("{'command':null,'image':'y','per_replica':true}", Reading.Service("pre_start: [{image: y, per_replica: true}]", "pre_start.0"));
        Assert.Equal("SL1203 4:18", Reading.Refused("services:\n  a:\n    image: x\n    post_start: [{user: root}]"));
    }

    [Fact]
    public void A_file_that_many_services_extend_is_read_once()
    {
        var tree = new CountingTree(Reading.Tree(
            ("compose.yaml", "services:\n" + string.Concat(Enumerable.Range(0, 50).Select(static i => $"  s{i}:\n    extends: {{file: base.yaml, service: base}}\n"))),
            ("base.yaml", "services:\n  base:\n    image: x")));
        Assert.Equal("'x'", Reading.Json(tree, "services.s49.image", "compose.yaml"));
        Assert.Equal(1, tree.Reads["/work/case/base.yaml"]);
    }

    private sealed class CountingTree(Core.IO.ISourceTree inner) : Core.IO.ISourceTree
    {
        public Dictionary<string, int> Reads { get; } = [];
        public string WorkingDirectory => inner.WorkingDirectory;
        public Core.IO.SourceKind Kind(string path) => inner.Kind(path);
        public IReadOnlyList<string> List(string path) => inner.List(path);
        public string? Environment(string name) => inner.Environment(name);

        public Core.IO.SourceRead Read(string path)
        {
            Reads[path] = Reads.GetValueOrDefault(path) + 1;
            return inner.Read(path);
        }
    }
}
