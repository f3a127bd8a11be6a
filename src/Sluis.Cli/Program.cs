using Sluis.Cli;
using Sluis.Cli.IO;

return SluisApplication.Run(args, new ConsoleWorld());
