package io.blackstart.report;
import io.blackstart.results.*;
import java.nio.file.*;
import java.util.*;
public class ProtoTest {
  public static void main(String[] a) throws Exception {
    Path p = Path.of("/tmp/lp2/run");
    if (Files.exists(p)) { try (var s = Files.walk(p)) { s.sorted(Comparator.reverseOrder()).forEach(x -> { try { Files.delete(x);} catch (Exception e) { throw new RuntimeException(e);} }); } }
    RunFixture f = RunFixture.complete().saturate(c -> c.design().equals("chronicle") && c.has("loadPercent", "80"))
      .refuse(c -> c.design().equals("chronicle") && c.suite().equals("append.durable") && c.threads() == 4, "crash kit: no verdict for this jar; run blackstart crash --design chronicle");
    String id = f.the(c -> c.design().equals("group-commit") && c.has("record", "1024")).id();
    f.fail(x -> x.cellId().equals(id), "exit code 1: OutOfMemoryError: Java heap space");
    f.forks(Integer.parseInt(a[0]));
    try (RunDirectory run = f.write(p)) {
      Report r = ReportWriter.write(run);
      System.out.println(r.answer() + " " + r.html().length());
    }
  }
}
