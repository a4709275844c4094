package io.blackstart.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

/**
 * Fills the page's templates. Everything is escaped unless a template asks for markup with three braces, which it does for the charts
 * only: their text was escaped when they were drawn.
 */
final class Templates {
    private static final Template HTML = compile("report.html", Mustache.compiler());
    private static final Template MARKDOWN =
            compile("report.md", Mustache.compiler().withEscaper(Markdown::escaped));

    private Templates() {}

    static String html(ReportDocument document) {
        return HTML.execute(document);
    }

    static String markdown(ReportDocument document) {
        return MARKDOWN.execute(document).replaceAll("\n{3,}", "\n\n");
    }

    private static Template compile(String name, Mustache.Compiler compiler) {
        return compiler.strictSections(true)
                .standardsMode(false)
                .withLoader(Templates::open)
                .compile(open(name));
    }

    private static Reader open(String name) {
        InputStream in = Templates.class.getResourceAsStream(name + ".mustache");
        if (in == null) {
            throw new IllegalStateException("not in this jar: template=" + name);
        }
        return new InputStreamReader(in, StandardCharsets.UTF_8);
    }
}
