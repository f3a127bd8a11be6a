using Sluis.Core.Planning.Sizing;

namespace Sluis.Core.Tests.Planning.Sizing;

public class NodePackingTests
{
    private static readonly Room Node = new(1000, 1000, 4, 5);

    [Fact]
    public void Two_Pods_of_more_than_half_a_node_never_share_one()
    {
        Load[] pods = [new(600, 10, 0), new(600, 10, 0), new(600, 10, 0)];
        Assert.Equal(3, NodePacking.LowerBound(pods, Node));
        Assert.Equal(3, NodePacking.Pack(pods, Node));
    }

    [Fact]
    public void Each_dimension_may_decide()
    {
        Assert.Equal(2, NodePacking.Pack([.. Enumerable.Repeat(new Load(1, 1, 0), 6)], Node));
        Assert.Equal(3, NodePacking.Pack([.. Enumerable.Repeat(new Load(1, 1, 2), 5)], Node));
        Assert.Equal(2, NodePacking.Pack([new(1, 700, 0), new(1, 700, 0)], Node));
        Assert.Null(NodePacking.Pack([new(1, 1, 5)], Node));
        Assert.Equal(0, NodePacking.Pack([], Node));
    }

    [Fact]
    public void On_random_small_cases_the_bound_is_never_above_the_optimum_and_the_packing_never_far()
    {
        var random = new Random(20261124);
        var (exact, cases) = (0, 400);
        for (var round = 0; round < cases; round++)
        {
            var pods = new Load[random.Next(1, 9)];
            var most = random.Next(2) == 0 ? 1000 : 500;
            for (var i = 0; i < pods.Length; i++)
                pods[i] = new(random.Next(1, most), random.Next(1, most), random.Next(4) == 0 ? random.Next(1, 4) : 0);
            var optimum = Optimum(pods, 0, [], pods.Length);
            var packed = NodePacking.Pack(pods, Node);
            Assert.InRange(NodePacking.LowerBound(pods, Node), 1, optimum);
            Assert.InRange(packed ?? -1, optimum, optimum + 1);
            exact += packed == optimum ? 1 : 0;
        }
        Assert.True(exact >= cases * 95 / 100, $"{exact} of {cases} packings are the best there is");
    }

    [Fact]
    public void Thirty_thousand_Pods_are_packed_close_to_the_bound()
    {
        var random = new Random(7);
        var pods = new Load[30_000];
        for (var i = 0; i < pods.Length; i++)
            pods[i] = new(random.Next(10, 500), random.Next(16, 1024), random.Next(10) == 0 ? 1 : 0);
        Room node = new(7800, 28_000, 16, 110);
        var nodes = NodePacking.Pack(pods, node) ?? 0;
        Assert.InRange(nodes, NodePacking.LowerBound(pods, node), NodePacking.LowerBound(pods, node) * 11 / 10);
    }

    /// <summary>Each Pod on each open node, or on a new one; no better than the best so far is left at once.</summary>
    private static int Optimum(Load[] pods, int at, List<Room> open, int best)
    {
        if (open.Count >= best)
            return best;
        if (at == pods.Length)
            return open.Count;
        for (var i = 0; i < open.Count; i++)
        {
            var room = open[i];
            if (!room.Holds(pods[at]))
                continue;
            open[i] = room.Less(pods[at]);
            best = Optimum(pods, at + 1, open, best);
            open[i] = room;
        }
        open.Add(Node.Less(pods[at]));
        best = Optimum(pods, at + 1, open, best);
        open.RemoveAt(open.Count - 1);
        return best;
    }
}
