using Sluis.Core.Tests.Corpus.Walk;

namespace Sluis.Core.Tests.Corpus;

/// <summary>Every object of every platform there is, read back from its file: decoded strictly, named legally, referring to what is there.</summary>
public class ObjectWalkTests
{
    public static TheoryData<string> All() => Platforms.All();

    [Theory]
    [MemberData(nameof(All))]
    public void Objects_are_whole_and_what_they_name_is_there(string platform)
    {
        if (Platforms.Compile(platform).Tree is not { } tree)
            return;
        var written = Written.Read(tree);
        NameRules.Check(written);
        PodRules.Check(written);
        SelectorRules.Check(written);
        RouteRules.Check(written);
        KustomizeRules.Check(written);
        Assert.True(written.Faults.Count == 0, $"{written.Faults.Count} faults:\n{string.Join('\n', written.Faults.Take(40))}");
    }
}
