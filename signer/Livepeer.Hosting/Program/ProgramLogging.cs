using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace Livepeer.Hosting.Program;

/// <summary>Log lines go to standard error; standard output belongs to answers of commands.</summary>
public static class ProgramLogging
{
    /// <summary>Adds the console in the form asked for. The frameworks' own lines begin at warnings.</summary>
    public static ILoggingBuilder AddProgramLogging(this ILoggingBuilder logging, LogLevel minimum, bool json)
    {
        ArgumentNullException.ThrowIfNull(logging);
        logging.SetMinimumLevel(minimum);

        // The frameworks tell about every request and connection at these levels.
        logging.AddFilter("Microsoft", Later(minimum, LogLevel.Warning));
        logging.AddFilter("Grpc", Later(minimum, LogLevel.Warning));
        logging.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        return json
            ? logging.AddJsonConsole(form => form.UseUtcTimestamp = true)
            : logging.AddSimpleConsole(form =>
            {
                form.SingleLine = true;
                form.UseUtcTimestamp = true;
                form.TimestampFormat = "yyyy-MM-ddTHH:mm:ss.fffZ ";
            });
    }

    private static LogLevel Later(LogLevel wanted, LogLevel least) => wanted > least ? wanted : least;
}
