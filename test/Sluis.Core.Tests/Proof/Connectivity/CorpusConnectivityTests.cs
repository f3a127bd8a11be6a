using Sluis.Core.Diagnostics;
using Sluis.Core.Proof.Connectivity;
using Sluis.Core.Proof.Names;
using Sluis.Core.Tests.Pipeline;

namespace Sluis.Core.Tests.Proof.Connectivity;

/// <summary>What is written for real projects is proved by what did not write it.</summary>
public class CorpusConnectivityTests
{
    [Theory]
    [MemberData(nameof(PipelineTests.RealProjects), MemberType = typeof(PipelineTests))]
    public void Real_projects_keep_their_connections_and_names(string name)
    {
        if (PipelineTests.Compile(SharedData.Require("corpus/real/" + name)).Tree is not { } tree)
            return;
        var context = Bases.Of(tree);
        ConnectivityProof.Check(context);
        NamesProof.Check(context);
        Assert.Equal("", string.Join("\n", context.Findings.Sorted().Where(static f => f.Severity != Severity.Note).Select(static f => $"{f.Code} {f.Object}: {f.Message}")));
    }
}
