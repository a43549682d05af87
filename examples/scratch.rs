use jishi::{article::Article, engine::*};
fn main() {
    let e = match Engine::load(&Settings::default()) {
        Ok(e) => e,
        Err(e) => {
            eprintln!("{e}");
            std::process::exit(2)
        }
    };
    let a: Vec<String> = std::env::args().collect();
    if a.len() == 1 {
        let o = jishi::check::check(&e);
        for d in &o.differences {
            println!("{d}");
        }
        println!("{} examples, {} differences", o.examples, o.differences.len());
    } else {
        let art = Article {
            text: a[1].clone(),
            published: Some("2024-06-12".parse().unwrap()),
            source: a.get(2).cloned(),
            ..Default::default()
        };
        for x in e.explain(&art, true) {
            println!("{}", x.words.iter().map(|(w, t)| format!("{w}/{t}")).collect::<Vec<_>>().join(" "));
            for (i, (folded, hits)) in x.views.iter().enumerate() {
                println!("{}", folded.shown());
                if i == 0 {
                    for m in folded.mentions.iter() {
                        println!("   {:?} {:?} {:?}", m.span, m.symbol, m.reading);
                    }
                }
                for h in hits {
                    if !h.rule.direct() {
                        println!(
                            "  hit {} {:?}",
                            h.rule.id,
                            h.captures.iter().map(|(f, r)| format!("{f}={:?}", folded.covered(r.clone()))).collect::<Vec<_>>()
                        );
                    }
                }
            }
            for f in &x.facts {
                println!(
                    "  FACT {} {:?} {}",
                    f.rule,
                    f.status,
                    f.value.0.iter().map(|(n, v)| format!("{n}={v}")).collect::<Vec<_>>().join(" ")
                );
            }
        }
    }
}
