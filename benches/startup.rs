//! From nothing to the facts of one short text, and the time for many articles: with the built-in rules, and with 500 more.

#[path = "many/mod.rs"]
mod many;
mod varied;

use std::hint::black_box;
use std::path::PathBuf;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use jishi::article::Article;
use jishi::engine::{Engine, Loader, Settings};

/// The built-in rules, and those with so many more over them.
const MORE: [usize; 2] = [0, 500];

fn settings(more: usize) -> Settings {
    // It stays there, for the program itself: jishi extract news/ --rules target/tmp/many-rules/
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("many-rules");
    std::fs::create_dir_all(&folder).expect("cargo's own folder");
    for (name, content) in many::files(more) {
        std::fs::write(folder.join(name), content).expect("cargo's own folder");
    }
    let rules = if more == 0 { Vec::new() } else { vec![folder] };
    Settings { rules, ..Settings::default() }
}

fn article(text: String) -> Article {
    Article { text, published: "2024-06-12".parse().ok(), ..Article::default() }
}

fn startup(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("startup");
    group.sample_size(10);
    let short = article("株洲市民政局向长沙市政府捐赠口罩20只。".into());
    for more in MORE {
        let settings = settings(more);
        group.bench_function(BenchmarkId::new("first article", more), |bencher| {
            bencher.iter(|| Engine::load(&settings).expect("the rules are right").extract(black_box(&short)));
        });
        let mut loader = Loader::default();
        group.bench_function(BenchmarkId::new("loading again", more), |bencher| {
            bencher.iter(|| drop(black_box(loader.load(&settings).expect("the rules are right"))));
        });
    }
}

fn throughput(criterion: &mut Criterion) {
    let mut varied = varied::Varied::load();
    let articles: Vec<Article> = (0..200).map(|_| article(varied.article())).collect();
    let mut group = criterion.benchmark_group("many rules");
    group.sample_size(10);
    group.throughput(Throughput::Bytes(articles.iter().map(|article| article.text.len() as u64).sum()));
    for more in MORE {
        let engine = Engine::load(&settings(more)).expect("the rules are right");
        group.bench_function(BenchmarkId::new("extract", more), |bencher| {
            bencher.iter(|| articles.iter().for_each(|article| drop(black_box(engine.extract(article)))));
        });
    }
}

criterion_group!(benches, startup, throughput);
criterion_main!(benches);
