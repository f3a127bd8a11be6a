using System.Text;
using Sluis.Core.Proof;

namespace Sluis.Core.Tests.Proof;

public class RepositorySnapshotTests
{
    [Fact]
    public void A_file_that_is_absent_is_null_and_one_that_is_empty_is_not()
    {
        var snapshot = new RepositorySnapshot([new("b", ReadOnlyMemory<byte>.Empty), new("a", Encoding.UTF8.GetBytes("x"))]);
        Assert.Null(snapshot.Read("c"));
        Assert.NotNull(snapshot.Read("b"));
        Assert.Equal(["a", "b"], snapshot.Paths);
    }
}
