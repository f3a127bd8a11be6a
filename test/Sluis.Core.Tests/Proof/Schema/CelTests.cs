using System.Text;
using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Schema;
using Sluis.Core.Proof.Schema.Cel;
using Sluis.Core.Yaml;

namespace Sluis.Core.Tests.Proof.Schema;

public class CelTests
{
    private static bool? Holds(string rule, string self)
    {
        var findings = new Findings();
        var node = YamlReader.Read("self.yaml", Encoding.UTF8.GetBytes(self), findings);
        Assert.NotNull(node);
        return new CelRule(rule, null).Holds(node, ObjectSchema.Anything, new());
    }

    [Theory]
    [InlineData("has(self.a)", "{ a: 1 }", true)]
    [InlineData("has(self.a)", "{ b: 1 }", false)]
    [InlineData("has(self.a) || has(self.b)", "{ b: 1 }", true)]
    [InlineData("has(self.a) != has(self.b)", "{ a: 1, b: 1 }", false)]
    [InlineData("self.a.b == 'x'", "{ a: { b: x } }", true)]
    [InlineData("self.a in ['x', \"y\"]", "{ a: y }", true)]
    [InlineData("!('*' in self && self.size() > 1)", "['*', b]", false)]
    [InlineData("self.protocol == 'TCP' || self.protocol == 6", "{ protocol: 6 }", true)]
    [InlineData("0 < self && self <= 65535", "70000", false)]
    [InlineData("(has(self.a) ? 1 : 0) + (has(self.b) ? 1 : 0) <= 1", "{ a: 1, b: 1 }", false)]
    [InlineData("[has(self.a),has(self.b)].filter(x,x==true).size() == 1", "{ a: 1 }", true)]
    [InlineData("self.all(l1, self.exists_one(l2, l1.name == l2.name))", "[{ name: a }, { name: a }]", false)]
    [InlineData("self.all(l1, self.exists_one(l2, l1.name == l2.name))", "[{ name: a }, { name: b }]", true)]
    [InlineData("self.all(key, key.size() != 0)", "{ a: 1 }", true)]
    [InlineData("self.exists(t, t == 'Egress')", "[Ingress]", false)]
    [InlineData("self.map(x, x.n).exists(n, n == 2)", "[{ n: 1 }, { n: 2 }]", true)]
    [InlineData("self.startsWith('unix://') ? !self.endsWith('/') : true", "\"unix:///a/\"", false)]
    [InlineData("self.substring(2) == 'c'", "abc", true)]
    [InlineData("self.matches(r\"\"\"^[a-z]+(\\.[a-z]+)*$\"\"\")", "a.b", true)]
    [InlineData("self.matches('^[a-z]+(\\\\.[a-z]+)*$')", "\"a..b\"", false)]
    [InlineData("duration(self) >= duration('1ms')", "5s", true)]
    [InlineData("self.replicas % 2 == 1", "{ replicas: 3 }", true)]
    [InlineData("self.__namespace__ == 'x' && self.a__dash__b == 1", "{ namespace: x, a-b: 1 }", true)]
    [InlineData("((has(self.a) ? self.a : {}).size() > 0)", "{ b: 1 }", false)]
    [InlineData("isURL(self) && url(self).getScheme() in ['https']", "https://example.org/a", true)]
    [InlineData("isIP(self)", "10.0.0.1", true)]
    [InlineData("isCIDR(self)", "10.0.0.0/33", false)]
    [InlineData("self.x.y == 1 || true", "{}", true)]
    [InlineData("-self.a < 0 // a remark", "{ a: 2 }", true)]
    [InlineData("self.split('/')[0].size() < 3", "ab/cdef", true)]
    [InlineData("int(self) == 80 && string(80) == self", "\"80\"", true)]
    [InlineData("self.a[0].b == 1.5", "{ a: [{ b: 1.5 }] }", true)]
    public void A_rule_is_evaluated(string rule, string self, bool expected) => Assert.Equal(expected, Holds(rule, self));

    [Theory]
    [InlineData("self == oldSelf")]
    [InlineData("self.x.y == 1")]
    [InlineData("quantity(self.a).isGreaterThan(quantity('1'))")]
    [InlineData("self.?a.orValue(1) == 1")]
    [InlineData("self.a ==")]
    [InlineData("((((")]
    [InlineData("self.a == 'x")]
    public void What_cannot_be_evaluated_is_said_so(string rule) => Assert.Null(Holds(rule, "{ a: 1 }"));

    [Fact]
    public void Deep_and_long_rules_end()
    {
        Assert.Null(Holds(new string('(', 100_000), "{}"));
        Assert.Null(Holds(new string('!', 100_000) + "true", "{}"));
        var many = $"[{string.Join(", ", Enumerable.Range(0, 200))}]";
        Assert.Null(Holds("self.all(a, self.all(b, self.all(c, a + b + c >= 0)))", many));
    }

    [Fact]
    public void Most_rules_of_real_definitions_are_understood()
    {
        var (known, unknown) = (0, new SortedSet<string>(StringComparer.Ordinal));
        foreach (var file in Directory.EnumerateFiles(SharedData.Require("crds"), "*.yaml", SearchOption.AllDirectories))
            if (YamlReader.ReadAll(file, File.ReadAllBytes(file), new()) is { } documents)
                foreach (var document in documents)
                    Rules(document, rule =>
                    {
                        if (CelParser.Parse(rule) is not null)
                            known++;
                        else if (!rule.Contains("oldSelf", StringComparison.Ordinal))
                            unknown.Add(rule);
                    });
        Assert.True(known > 500);
        Assert.True(unknown.Count == 0, string.Join('\n', unknown));
    }

    private static void Rules(Node node, Action<string> found)
    {
        if (node is ListNode list)
            foreach (var item in list.Items)
                Rules(item, found);
        if (node is MapNode map)
            foreach (var entry in map.Entries)
                if (entry.Key == "x-kubernetes-validations" && entry.Value is ListNode rules)
                    foreach (var rule in rules.Items.OfType<MapNode>())
                        found(((ScalarNode?)rule["rule"])?.Text ?? "");
                else
                    Rules(entry.Value, found);
    }
}
