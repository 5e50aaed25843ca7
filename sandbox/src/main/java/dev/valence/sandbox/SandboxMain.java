package dev.valence.sandbox;

import java.io.IOException;
import java.io.PrintWriter;
import java.net.BindException;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a sandbox from the command line until it is told to end. */
@Command(
    name = "valence-sandbox",
    description = "Simulates the providers whose APIs Valence calls.",
    mixinStandardHelpOptions = true)
@SuppressWarnings("NullAway.Init")
public final class SandboxMain implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(
      names = "--port",
      defaultValue = "${env:VALENCE_SANDBOX_PORT:-8090}",
      description =
          "The port of the control API and proxy; the faces follow it (default:"
              + " $VALENCE_SANDBOX_PORT or 8090; 0: any free).")
  private int port;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      description = "The address to listen on (default: ${DEFAULT-VALUE}).")
  private String host;

  /** Starts the sandbox; the exit status is 0 after a normal end and 1 when it cannot start. */
  public static void main(String[] args) {
    // Netty's use of sun.misc.Unsafe makes Java print warnings, and gains nothing here.
    System.setProperty("io.netty.noUnsafe", "true");
    System.exit(new CommandLine(new SandboxMain()).execute(args));
  }

  /** Runs until the process is told to end. */
  @Override
  public Integer call() throws InterruptedException {
    PrintWriter err = spec.commandLine().getErr();
    Sandbox sandbox;
    try {
      sandbox = Sandbox.start(SandboxOptions.defaults().withHost(host).withControlPort(port));
    } catch (BindException e) {
      err.println("valence-sandbox: " + e.getMessage() + "; choose another with --port.");
      return 1;
    } catch (IOException | IllegalArgumentException e) {
      err.println("valence-sandbox: cannot start: " + e.getMessage());
      return 1;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(sandbox)));
    PrintWriter out = spec.commandLine().getOut();
    out.println("The sandbox listens on " + sandbox.url() + describeFaces(sandbox));
    out.flush();
    new CountDownLatch(1).await();
    return 0;
  }

  private static String describeFaces(Sandbox sandbox) {
    StringBuilder text = new StringBuilder();
    for (FaceAddress face : sandbox.faces()) {
      text.append(", ").append(face.name()).append(" on ").append(face.httpUrl());
      text.append(" and ").append(face.httpsUrl());
    }
    return text.toString();
  }

  private static void end(Sandbox sandbox) {
    int status = 0;
    try {
      sandbox.close();
    } catch (IOException e) {
      status = 1;
    }
    // A virtual machine ended by SIGTERM exits with 143, but to be told to end is no failure here.
    Runtime.getRuntime().halt(status);
  }
}
